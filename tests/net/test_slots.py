"""Who is next where only so many requests may be under way at a time."""

from __future__ import annotations

import asyncio

from claimcheck.net.slots import Slots


def run(most: int, *asked: bool) -> list[int]:
    """The order in which those that ask, each with whether it goes on, get their slot."""

    async def main() -> list[int]:
        slots, order = Slots(most), []

        async def hold(number: int, goes_on: bool) -> None:
            async with slots.one(goes_on=goes_on):
                order.append(number)
                await asyncio.sleep(0)

        await asyncio.gather(*(hold(number, goes_on) for number, goes_on in enumerate(asked)))
        return order

    return asyncio.run(main())


def test_whoever_goes_on_comes_before_those_that_begin() -> None:
    assert run(1, False, False, False, True, True) == [0, 3, 4, 1, 2]


def test_those_that_begin_come_in_their_order() -> None:
    assert run(2, False, False, False, False) == [0, 1, 2, 3]


def test_a_slot_is_not_lost_with_one_that_gave_up_waiting() -> None:
    async def main() -> None:
        slots = Slots(1)

        async def hold() -> None:
            async with slots.one(goes_on=False):
                pass

        async with slots.one(goes_on=False):
            waiting, given = (asyncio.create_task(hold()) for _ in range(2))
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.sleep(0)
        given.cancel()  # in the very moment in which its turn came
        await asyncio.gather(waiting, given, return_exceptions=True)
        assert waiting.cancelled()
        assert given.cancelled()
        await asyncio.wait_for(hold(), 1)

    asyncio.run(main())
