"""Korean personal names: any romanisation or script to syllables of sound classes, so that one name's spellings meet.

Read here: the romanisations of the DPRK, McCune-Reischauer (with or without marks), the Revised Romanisation of
2000, press habits, hyphenated, joined or split, in either order; Hangul; Han characters by their Korean readings;
katakana, Cyrillic, Latin taken back from Russian or spelled by Czech, Polish, Hungarian or Turkish rules; and, held
against any of these, pinyin and Wade-Giles of the characters.
"""

from whereas.kit.korean.likeness import Likeness, Step, compare_readings, nearest_readings, same_reading, steps
from whereas.kit.korean.mandarin import mandarin_readings
from whereas.kit.korean.reading import Reading, readings
from whereas.kit.korean.sounds import Syllable, syllable_of, syllables_of

__all__ = [
    "Likeness", "Reading", "Step", "Syllable", "compare_readings", "mandarin_readings", "nearest_readings", "readings",
    "same_reading", "steps", "syllable_of", "syllables_of",
]  # fmt: skip
