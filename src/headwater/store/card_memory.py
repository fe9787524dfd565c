"""What was counted for story cards, remembered from one transaction to the next."""

from collections.abc import Callable, Iterable

from headwater.store.story_cards import CardMember, Counted

Read = Callable[[str, Iterable[str] | None], list[CardMember]]
"""Reads the members of a family, or these of them."""


class CardMemory:
    """Families counted for their stories' cards, kept by whoever knows which of their members change.

    Of a transaction that was undone nothing may stay: forget it then.
    """

    def __init__(self) -> None:
        self._counted: dict[str, Counted] = {}
        self._changed: dict[str, set[str]] = {}

    def forget(self) -> None:
        """Remember nothing."""
        self._counted.clear()
        self._changed.clear()

    def make_room(self, most: int) -> None:
        """Forget families that were not asked for longest, where those remembered have more members than so many."""
        size = sum(len(known.members) for known in self._counted.values())
        for family in list(self._counted)[:-1]:
            if size <= most:
                break
            size -= len(self._counted[family].members)
            self.forget_families([family])

    def forget_families(self, families: Iterable[str]) -> None:
        """Forget families whose members may all be others, or otherwise."""
        for family in families:
            self._counted.pop(family, None)
            self._changed.pop(family, None)

    def change(self, family: str, members: Iterable[str]) -> None:
        """Take it that these are new members, or that their branches or differences are others than before."""
        self._changed.setdefault(family, set()).update(members)

    def counted(self, family: str, read: Read) -> Counted:
        """A stored family as it is counted now; only what is not known is read."""
        known = self._counted.pop(family, None)
        if known is None:
            known = Counted(read(family, None))
        elif changed := self._changed.get(family):
            for member in read(family, sorted(changed)):
                known.put(member)
        self._changed.pop(family, None)
        self._counted[family] = known  # the last to be forgotten
        return known
