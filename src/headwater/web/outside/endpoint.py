"""What is told of an address that answers JSON."""

from dataclasses import dataclass
from typing import Any

from headwater.web.wording.translation import N_

Fields = dict[str, Any]
"""An object by its fields. A field's value is a type in any of the forms that an annotation has."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or, where it is not required, in the query."""

    name: str
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that answers JSON: with a record of this type, or with an object of these fields.

    `otherwise` is what it answers where nothing was asked for yet, or only a kept copy is left.
    """

    path: str
    says: str
    answer: type | Fields
    parameters: tuple[Parameter, ...] = ()
    is_list: bool = False
    otherwise: type | Fields | None = None


PAGE = Parameter("page", N_("the page of the list, from 1"))
BEFORE = Parameter("before", N_("the cursor of an older page"))
