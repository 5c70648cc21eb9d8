/** How nodes and links are drawn: shapes tell kinds of node apart, dashes the basis of a link, so that colour need not. */
import { EdgeRectangleProgram, NodeCircleProgram } from "sigma/rendering";
import type { NodeDisplayData } from "sigma/types";
import { floatColor } from "sigma/utils";

/** A shape's number in the shader. */
export const SHAPES: Record<string, number> = {
  person: 0, recorded: 0, organisation: 1, vessel: 2, wallet: 3, aircraft: 4, event: 5, mark: 6, other: 1,
};

/** What a node carries beyond what sigma knows of it. */
export interface Shaped extends NodeDisplayData {
  shape?: string;
  ring?: string;
}

const FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec4 v_ring;
varying vec2 v_diffVector;
varying float v_radius;
varying float v_shape;
uniform float u_correctionRatio;

float away(vec2 p) {
  vec2 q = abs(p);
  if (v_shape < 0.5) return length(p) - 0.92;
  if (v_shape < 1.5) return max(q.x, q.y) - 0.7;
  if (v_shape < 2.5) return (q.x + q.y - 0.98) * 0.7071;
  if (v_shape < 3.5) return max(q.x * 0.866 + p.y * 0.5, -p.y) - 0.49;
  if (v_shape < 4.5) return max(q.x * 0.866 - p.y * 0.5, p.y) - 0.49;
  if (v_shape < 5.5) return max(q.x * 0.5 + q.y * 0.866, q.x) - 0.8;
  return max(q.x - 0.92, q.y - 0.34);
}

void main(void) {
  float d = away(v_diffVector / v_radius);
  #ifdef PICKING_MODE
  gl_FragColor = length(v_diffVector) > v_radius ? vec4(0.0) : v_color;
  #else
  float soft = u_correctionRatio * 2.0 / v_radius;
  float ring = v_ring.a > 0.0 ? smoothstep(-0.26 - soft, -0.26, d) : 0.0;
  vec4 colour = mix(v_color, vec4(v_ring.rgb, 1.0), ring);
  gl_FragColor = mix(colour, vec4(0.0), smoothstep(-soft, 0.0, d));
  #endif
}
`;

/** Draws a node in its shape, with a rim where it has a `ring`. */
export class ShapeProgram extends NodeCircleProgram {
  override getDefinition() {
    const base = super.getDefinition();
    const vertex = base.VERTEX_SHADER_SOURCE.replace(
      "void main() {",
      "attribute float a_shape;\nattribute vec4 a_ring;\nvarying float v_shape;\nvarying vec4 v_ring;\nvoid main() {\n  v_shape = a_shape;\n  v_ring = a_ring;",
    );
    return {
      ...base,
      VERTEX_SHADER_SOURCE: vertex,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      ATTRIBUTES: [
        ...base.ATTRIBUTES,
        { name: "a_shape", size: 1, type: WebGLRenderingContext.FLOAT as 5126 },
        { name: "a_ring", size: 4, type: WebGLRenderingContext.UNSIGNED_BYTE as 5121, normalized: true },
      ],
    };
  }

  override processVisibleItem(index: number, start: number, data: Shaped) {
    super.processVisibleItem(index, start, data);
    this.array[start + 5] = SHAPES[data.shape ?? "other"] ?? 1;
    this.array[start + 6] = data.ring ? floatColor(data.ring) : 0;
  }
}

function broken(period: number, on: number) {
  return class extends EdgeRectangleProgram {
    override getDefinition() {
      const base = super.getDefinition();
      const along = "length(a_positionEnd - a_positionStart) / (2.0 * u_correctionRatio)";
      return {
        ...base,
        VERTEX_SHADER_SOURCE: base.VERTEX_SHADER_SOURCE.replace(
          "void main() {",
          `varying float v_along;\nvoid main() {\n  v_along = a_positionCoef * ${along};`,
        ),
        FRAGMENT_SHADER_SOURCE: base.FRAGMENT_SHADER_SOURCE.replace(
          "void main(void) {",
          `varying float v_along;\nvoid main(void) {\n  if (mod(v_along, ${period}.0) > ${on}.0) discard;`,
        ).replace("mediump", "highp"),
      };
    }
  };
}

/** Sigma's programs by the type of a node or a link. */
export const PROGRAMS = {
  nodeProgramClasses: { shaped: ShapeProgram },
  edgeProgramClasses: { stated: EdgeRectangleProgram, inferred: broken(9, 5), recorded: broken(5, 2) },
};

