"""Many values given to a statement as one."""

from sqlalchemy import Select, String, bindparam, func, select


def among(name: str, kind: type[String] = String) -> Select[tuple[str]]:
    """The texts of the JSON list that the parameter of this name is: `column.in_(among("wanted"))`.

    A list of any length is one value, so the statement is prepared once and no limit on values is met.
    """
    listed = func.json_each(bindparam(name, type_=kind)).table_valued("value", name=f"given_{name}")
    return select(listed.c.value)
