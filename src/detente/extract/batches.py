"""Extract documents a few at a time, in this process or in several; one that breaks the extraction stops no other."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import batched
from typing import TYPE_CHECKING

from detente.errors import ModelError
from detente.extract.broken import Broken
from detente.extract.language import load
from detente.extract.pipeline import situations
from detente.knowledge.own_actors import with_own_actors
from detente.records import Document, Situation

if TYPE_CHECKING:
    from spacy.language import Language

    from detente.knowledge.registry import Registry

_BATCH = 8
_AHEAD = 3  # batches waiting for each process, so that none is idle and memory stays bounded


def extract_here(documents: Iterable[Document], nlp: Language, registry: Registry) -> Iterator[Situation | Broken]:
    """Extract in this process, in the order given."""
    for batch in batched(documents, _BATCH):
        yield from _batch(batch, nlp, registry)


def extract_in_processes(documents: Iterable[Document], model: str, actors: str | None, jobs: int) -> Iterator[Situation | Broken]:
    """Extract in `jobs` processes, each with a language model of its own, in the order given."""
    context = multiprocessing.get_context("spawn")  # fork would copy locks of the threads that run here
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(model, actors))
    waiting: deque[Future[list[Situation | Broken]]] = deque()
    try:
        for batch in batched(documents, _BATCH):
            waiting.append(pool.submit(_work, batch, model, actors))
            if len(waiting) >= jobs * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        what = "a process of the extraction was ended from outside"
        raise ModelError(what, hint="too little memory? try fewer --jobs; what was stored stays") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _batch(batch: tuple[Document, ...], nlp: Language, registry: Registry) -> list[Situation | Broken]:
    try:
        return list(situations(batch, nlp, registry))
    except Exception as error:  # whatever one text does to the extraction, the others are read
        if len(batch) == 1:
            return [Broken(batch[0], f"the extraction failed: {type(error).__name__}: {error}")]
    return [one for document in batch for one in _batch((document,), nlp, registry)]


def _start(model: str, actors: str | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C and ends the others
    _tools(model, actors)
    gc.freeze()  # what stays as long as the process need not be walked by the garbage collector


def _work(batch: tuple[Document, ...], model: str, actors: str | None) -> list[Situation | Broken]:
    return _batch(batch, *_tools(model, actors))


@cache
def _tools(model: str, actors: str | None) -> tuple[Language, Registry]:
    return load(model), with_own_actors(actors)
