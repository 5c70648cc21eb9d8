"""Run beside the real followthemoney: reads entities as JSON lines and prints what it would change."""

import json
import sys

from followthemoney import model


def main() -> int:
    """Exit code 0 if every entity is taken exactly as it is; else 1, after naming up to fifty differences."""
    differences: list[str] = []
    count = 0
    for line in sys.stdin:
        data = json.loads(line)
        count += 1
        schema = model.get(data["schema"])
        if schema is None:
            differences.append(f"{data['id']}: no schema {data['schema']}")
            continue
        for prop, values in data["properties"].items():
            if prop not in schema.properties:
                differences.append(f"{data['id']}: {data['schema']} has no property {prop}")
                continue
            kind = schema.properties[prop].type
            for value in values:
                cleaned = kind.clean(value)
                if cleaned != value:
                    where = f"{data['id']}: {data['schema']}.{prop}"
                    differences.append(f"{where} {value!r} would become {cleaned!r}")
        proxy = model.get_proxy({"id": data["id"], "schema": data["schema"], "properties": data["properties"]})
        if {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()} != data["properties"]:
            differences.append(f"{data['id']}: the proxy holds other values")
    for difference in differences[:50]:
        print(difference)
    print(f"{count} entities, {len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
