"""How templates write what they show: escaped, and without a record of markup around each value.

A page writes a thousand values, and Jinja makes each a `Markup` only to join it with its neighbours: that takes longer
than the escaping. Macros and blocks give whole `Markup` as ever, which is written as it is.
"""

from html import escape

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup


def written(value: object) -> str:
    """A value as HTML says it: escaped, unless it is markup (or says itself, by `__html__`, how it is written)."""
    if type(value) is str:
        return escape(value)
    if type(value) is int or type(value) is float:
        return str(value)
    return value if type(value) is Markup else Markup.escape(value)


class _Generator(CodeGenerator):
    """Puts `written` where Jinja puts its own `escape`; see `jinja2.nativetypes` for another that differs so."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class Templates(Environment):
    """Jinja's environment, whose templates write as above."""

    code_generator_class = _Generator
    written = staticmethod(written)
