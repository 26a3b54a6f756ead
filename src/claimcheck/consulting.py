"""The registries asked about the works of a job, through the state of its workspace."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.inputs import STATE
from claimcheck.job import Job, Options, Progress
from claimcheck.net import check_options, network_reachable
from claimcheck.registries import Asking, Consulted, consult
from claimcheck.store import open_state


def ask_registries(
    job: Job, options: Options, asking: Asking, progress: Progress
) -> tuple[Mapping[str, Consulted], str]:
    """What registries say of the works of a job, and why none could be asked. Raises StorageError."""
    references = job.bibliography.references
    if asking.registries:
        check_options(options.net)
    progress.stage("asking registries", len(references))
    with open_state(options.workspace / STATE) as store:
        consulted = consult(
            references, store=store, options=options.net, asking=asking, real=job.real, on_done=progress.step
        )
    progress.done()
    if not asking.registries:
        return consulted, "--offline" if options.offline else "they were not to be"
    if (
        asking.registries
        and references
        and not any(each.asked for each in consulted.values())
        and not network_reachable(options.net)
    ):
        return {}, "no network"
    return consulted, ""
