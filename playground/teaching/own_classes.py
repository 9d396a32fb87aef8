"""Classes that a person names, and the examples drawn of each."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from nn.settings import brief
from playground.datasets.dataset import Labels
from playground.datasets.image_set import grey_bytes
from playground.drawing import Drawing, image_of
from playground.experiment.words import counted, listed

SIZE = (28, 28)
"""Rows and columns of an example: those that the ready reader takes."""
FEWEST_CLASSES, MOST_CLASSES = 2, 20
MOST_EXAMPLES = 50
"""Of one class."""
FEWEST_EXAMPLES, ENOUGH = 2, 10
"""Of each class: without the first nothing can be held back to test with; with the second it mostly works."""
MOST_NAME = 24
"""Characters of a name."""
UNBALANCED = 2
"""A class with more than so many times the examples of another is answered too readily."""


class TeachingError(ValueError):
    """Refusal of a change to the own classes; the message says why."""


@dataclass(frozen=True, eq=False)
class Example:
    """A drawing as a network sees it: `image` is uint8 (28, 28), 255 for full ink. Its number is never given again."""

    number: int
    image: Array


@dataclass(frozen=True, eq=False)
class OwnClass:
    """A class by its name, with the examples of it in the order they were drawn."""

    number: int
    name: str
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, eq=False)
class OwnClasses:
    """Own classes, all that there is to be taught. A change gives others; TeachingError where it cannot be made."""

    classes: tuple[OwnClass, ...] = (OwnClass(0, "heart"), OwnClass(1, "star"))
    next_number: int = 2
    """Of the next class or example."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the classes, in their order."""
        return tuple(each.name for each in self.classes)

    @property
    def contents(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Numbers of each class and of its examples: equal where the same is to be taught."""
        return tuple((each.number, tuple(one.number for one in each.examples)) for each in self.classes)

    @property
    def counts(self) -> tuple[int, ...]:
        """Of the examples of each class."""
        return tuple(len(each.examples) for each in self.classes)

    @property
    def images(self) -> Array:
        """Of all examples, class after class, uint8 (n, 28, 28, 1)."""
        images = [example.image for each in self.classes for example in each.examples]
        return np.stack(images)[..., None] if images else np.zeros((0, *SIZE, 1), np.uint8)

    @property
    def labels(self) -> Labels:
        """The class of each of the `images`, int64 (n,)."""
        return np.repeat(np.arange(len(self.classes)), self.counts)

    @property
    def obstacle(self) -> str | None:
        """A sentence on what has to be there first; None where a network can be taught."""
        lacking = [each.name for each in self.classes if len(each.examples) < FEWEST_EXAMPLES]
        if not lacking:
            return None
        named = lacking if len(lacking) <= 4 else [*lacking[:3], f"{len(lacking) - 3} more classes"]
        needed = f"at least {FEWEST_EXAMPLES} examples"
        return (
            f"{listed(named)} {'needs' if len(lacking) == 1 else 'need'} {needed}; {ENOUGH} of each are a good start."
        )

    def advice(self, of: OwnClass) -> str:
        """Advice on the number of a class's examples, in a few words."""
        count, fewest = len(of.examples), min(self.counts)
        if count > ENOUGH and count > UNBALANCED * max(fewest, 1):
            return f"more than {UNBALANCED} × the fewest"
        if count < FEWEST_EXAMPLES:
            return f"at least {FEWEST_EXAMPLES}, better {ENOUGH}"
        return f"{ENOUGH - count} more would help" if count < ENOUGH else ""

    def with_class(self) -> OwnClasses:
        """Another class, whose name is free."""
        if len(self.classes) >= MOST_CLASSES:
            raise TeachingError(f"There may be at most {MOST_CLASSES} classes.")
        numbers = range(1, MOST_CLASSES + 1)
        name = next(name for name in (f"class {number}" for number in numbers) if self._is_free(name))
        return OwnClasses((*self.classes, OwnClass(self.next_number, name)), self.next_number + 1)

    def without_class(self, number: int) -> OwnClasses:
        """All but the class of that number, with its examples."""
        self._of(number)
        if len(self.classes) <= FEWEST_CLASSES:
            raise TeachingError(f"There must be at least {FEWEST_CLASSES} classes to tell apart.")
        return dataclasses.replace(self, classes=tuple(each for each in self.classes if each.number != number))

    def renamed(self, number: int, name: str) -> OwnClasses:
        """The class of that number under another name, spaces around it left out."""
        name = " ".join(name.split())
        if not name or len(name) > MOST_NAME or not name.isprintable():
            raise TeachingError(f"A name has 1 to {MOST_NAME} letters, digits or signs; this one is {brief(name)}.")
        if not self._is_free(name, number):
            raise TeachingError(f"There is a class called {name} already: give each a name of its own.")
        return self._changed(number, lambda each: dataclasses.replace(each, name=name))

    def with_example(self, number: int, drawing: Drawing) -> OwnClasses:
        """The drawing as the last example of the class of that number, cut out and scaled as the digits are."""
        if drawing.empty:
            raise TeachingError("The canvas is empty: draw an example first.")
        name, examples = self._of(number).name, self._of(number).examples
        if len(examples) >= MOST_EXAMPLES:
            most = counted(MOST_EXAMPLES, "example")
            raise TeachingError(f"{name} has {most}, which is the most: remove one to add another.")
        image = grey_bytes(image_of(drawing, SIZE))[..., 0]
        image.setflags(write=False)
        example = Example(self.next_number, image)
        added = self._changed(number, lambda each: dataclasses.replace(each, examples=(*each.examples, example)))
        return dataclasses.replace(added, next_number=self.next_number + 1)

    def without_example(self, number: int) -> OwnClasses:
        """All but the example of that number."""
        kept = tuple(
            dataclasses.replace(each, examples=tuple(one for one in each.examples if one.number != number))
            for each in self.classes
        )
        return dataclasses.replace(self, classes=kept)

    def _of(self, number: int) -> OwnClass:
        found = next((each for each in self.classes if each.number == number), None)
        if found is None:
            raise TeachingError("That class is no longer there.")
        return found

    def _is_free(self, name: str, number: int | None = None) -> bool:
        return all(each.name.casefold() != name.casefold() for each in self.classes if each.number != number)

    def _changed(self, number: int, change: Callable[[OwnClass], OwnClass]) -> OwnClasses:
        old = self._of(number)
        classes = tuple(change(each) if each is old else each for each in self.classes)
        return dataclasses.replace(self, classes=classes)
