"""JSON on one line that an attribute of XML can hold."""

import json
import re
from typing import Final

_NOT_IN_XML: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def one_line(held: object) -> str:
    """A value as JSON, letters as they are but for those that XML cannot hold."""
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return _NOT_IN_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
