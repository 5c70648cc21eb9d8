"""The empty request with comments that an organisation fills in, on the command line and in the browser."""

from importlib.resources import files

TEMPLATE = files("whereas.publish").joinpath("templates", "channel_request.yaml").read_text(encoding="utf-8")
