"""The topics of the live channel, by name."""

from playground.server.topics.by_hand import TINKER
from playground.server.topics.challenges import CHALLENGES
from playground.server.topics.code import CODE, DECODED, MARKS, PICK
from playground.server.topics.drawing import DRAW, READING, STROKES
from playground.server.topics.glossary import GLOSSARY
from playground.server.topics.inside import FILTERS, IMAGE, LAYERS, SALIENCY, SIGHT
from playground.server.topics.progress import DOCTOR, HEALTH, PARTIAL, PROGRESS, TURN
from playground.server.topics.step import EXPLAINED, STEP
from playground.server.topics.switches import ABLATION, SWITCH, SWITCHED
from playground.server.topics.teaching import OWN_CLASSES, TAUGHT, TEACH, TEACH_DRAW
from playground.server.topics.topic import Message, RefusedError, Topic
from playground.server.topics.training import CONTROLS, FRAME, NETWORK, PAST, RECALL, SPEED

__all__ = ["TOPICS", "Message", "RefusedError", "Topic"]

TOPICS: dict[str, Topic] = {
    "turn": TURN,
    "draw": DRAW,
    "reading": READING,
    "strokes": STROKES,
    "frame": FRAME,
    "network": NETWORK,
    "controls": CONTROLS,
    "speed": SPEED,
    "recall": RECALL,
    "tinker": TINKER,
    "past": PAST,
    "progress": PROGRESS,
    "partial": PARTIAL,
    "health": HEALTH,
    "doctor": DOCTOR,
    "code": CODE,
    "decoded": DECODED,
    "pick": PICK,
    "marks": MARKS,
    "sight": SIGHT,
    "image": IMAGE,
    "layers": LAYERS,
    "filters": FILTERS,
    "saliency": SALIENCY,
    "switch": SWITCH,
    "switched": SWITCHED,
    "ablation": ABLATION,
    "glossary": GLOSSARY,
    "challenges": CHALLENGES,
    "step": STEP,
    "explained": EXPLAINED,
    "teach": TEACH,
    "own_classes": OWN_CLASSES,
    "teach_draw": TEACH_DRAW,
    "taught": TAUGHT,
}
