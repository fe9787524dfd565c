"""The doctor: looks at everything that can go wrong around a library and says what, where, and what to do."""

from headwater.flow.outside.doctor.examining import Examination, examine
from headwater.flow.outside.doctor.findings import Finding, Setting, Weight

__all__ = ["Examination", "Finding", "Setting", "Weight", "examine"]
