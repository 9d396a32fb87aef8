"""Places in the pool: turns, rests, visitors and memory."""

from __future__ import annotations

import gc

import pytest

from playground.processes.pool import (
    FORGOTTEN,
    GROWING,
    LONGEST_WAIT,
    MOST_A_VISITOR,
    PATIENCE,
    SHORTEST_TURN,
    Pool,
    Ticket,
    free_memory,
)

MEGABYTE = 2**20


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class Process:
    """Stands for a worker."""

    def __init__(self, yields=True):
        self.alive, self.yields, self.asked = True, yields, 0

    def close(self):
        self.alive = False

    def interrupt(self):
        self.asked += self.yields
        return self.yields


@pytest.fixture
def clock():
    return Clock()


def filled(pool, count, **ticket):
    return [pool.start(Ticket(**ticket), Process) for _ in range(count)]


def test_who_finds_no_place_waits_in_turn_and_who_no_longer_asks_has_left(clock):
    pool, first, second = Pool(0, clock), Ticket(), Ticket()
    assert (pool.start(first, Process), pool.start(second, Process)) == (1, 2)
    clock.now = FORGOTTEN - 1
    assert pool.start(second, Process) == 2
    clock.now = FORGOTTEN + 1
    assert pool.start(second, Process) == 1
    pool.leave(second)
    assert pool.waiting == 0


def test_a_worker_that_rests_gives_its_place_up_at_once_and_keeps_its_process(clock):
    pool = Pool(1, clock)
    (first,) = filled(pool, 1)
    ticket = Ticket()
    assert pool.start(ticket, Process) == 1
    pool.rest(first)
    second = pool.start(ticket, Process)
    assert isinstance(second, Process)
    assert first.alive
    assert pool.active == 1


def test_one_that_rested_has_its_place_again_with_the_same_process(clock):
    pool, ticket = Pool(1, clock), Ticket()
    worker = pool.start(ticket, Process)
    pool.rest(worker)
    assert pool.active == 0
    assert pool.start(ticket, lambda: worker) is worker
    assert pool.active == 1


def test_forty_who_press_step_in_turn_wait_for_nobody(clock):
    pool, workers = Pool(16, clock), []
    for _ in range(40):
        workers += filled(pool, 1)
        assert isinstance(workers[-1], Process)
        pool.rest(workers[-1])


@pytest.mark.parametrize("count", [5, 8, 30, 100])
def test_nobody_waits_longer_than_half_a_minute_for_endless_trainings(clock, count):
    limit = 4
    pool = Pool(limit, clock)
    tickets = [Ticket() for _ in range(count)]
    held, came, longest = {}, dict.fromkeys(tickets, 0.0), 0.0
    while clock.now < 120:
        for ticket in tickets:
            worker = held.get(ticket)
            if worker is not None and worker.asked:  # it comes to rest, and goes on as soon as it can
                pool.rest(worker)
                del held[ticket]
                came[ticket] = clock.now
            if ticket not in held:
                started = pool.start(ticket, Process)
                if isinstance(started, Process):
                    held[ticket] = started
                    longest = max(longest, clock.now - came[ticket])
        assert len(held) <= limit
        clock.now += 0.5
    rounds = -(-count // limit)
    # of so many a place that no turn is short enough, all have the shortest
    assert 0 < longest <= max(30.0, rounds * (SHORTEST_TURN + 1))


def test_nobody_is_asked_to_make_room_before_the_turn_is_over_and_no_more_than_are_waited_for(clock):
    pool, ticket = Pool(2, clock), Ticket()
    workers = filled(pool, 2)
    clock.now = LONGEST_WAIT - 1
    pool.start(ticket, Process)
    assert [worker.asked for worker in workers] == [0, 0]
    clock.now = LONGEST_WAIT + 0.5
    pool.start(ticket, Process)
    assert [worker.asked for worker in workers] == [1, 0]
    clock.now += PATIENCE - 1
    pool.start(ticket, Process)
    assert sum(worker.asked for worker in workers) == 1
    clock.now += PATIENCE
    pool.start(ticket, Process)
    assert workers[0].asked == 2, "it has not heard"


def test_what_cannot_make_room_keeps_its_place(clock):
    pool = Pool(2, clock)
    job = pool.start(Ticket(), lambda: Process(yields=False))
    clock.now = 1.0
    (training,) = filled(pool, 1)
    clock.now = LONGEST_WAIT + 5
    pool.start(Ticket(), Process)
    assert (job.asked, training.asked) == (0, 1)


def test_a_visitor_has_a_few_places_and_others_go_past(clock):
    pool, ticket = Pool(10, clock), Ticket("me")
    mine = filled(pool, MOST_A_VISITOR, visitor="me")
    assert pool.start(ticket, Process) == 1
    others = filled(pool, 1, visitor="another") + filled(pool, 1)
    assert [isinstance(each, Process) for each in others] == [True, True]
    mine[0].close()
    assert isinstance(pool.start(ticket, Process), Process)


def test_memory_is_reckoned_for_the_young_and_then_it_is_what_they_took(clock):
    free = 1000.0 * MEGABYTE
    pool, ticket = Pool(10, clock, lambda: free), Ticket(memory=300 * MEGABYTE)
    workers = filled(pool, 3, memory=300 * MEGABYTE)
    assert [isinstance(worker, Process) for worker in workers] == [True, True, True]
    assert pool.start(ticket, Process) == 1
    clock.now += GROWING
    free = 700.0 * MEGABYTE  # they took less
    assert isinstance(pool.start(ticket, Process), Process)


def test_where_memory_is_short_the_longest_at_rest_go_first(clock):
    free = 10_000.0 * MEGABYTE
    pool = Pool(10, clock, lambda: free)
    workers = filled(pool, 3, memory=100 * MEGABYTE)
    for worker in workers:
        clock.now += GROWING
        pool.rest(worker)
    free = 150.0 * MEGABYTE
    (further,) = filled(pool, 1, memory=200 * MEGABYTE)
    assert isinstance(further, Process)
    assert [worker.alive for worker in workers] == [False, True, True]


def test_one_process_is_always_allowed(clock):
    pool = Pool(10, clock, lambda: 0.0)
    (only,) = filled(pool, 1, memory=10**12)
    assert isinstance(only, Process)
    assert filled(pool, 1, memory=1) == [1]


def test_those_at_rest_are_bounded_in_number(clock):
    pool, kept = Pool(2, clock), []
    for _ in range(20):
        kept += filled(pool, 1)
        pool.rest(kept[-1])
        clock.now += 1
    assert 1 < sum(worker.alive for worker in kept) <= 2 * pool.limit
    assert kept[-1].alive


def test_the_pool_holds_no_process():
    pool = Pool(1)
    filled(pool, 1)
    gc.collect()
    assert isinstance(pool.start(Ticket(), Process), Process)


def test_the_machine_says_how_much_memory_is_free():
    assert free_memory() > MEGABYTE


def taken_in_turns(pool, clock, tickets, seconds=200.0):
    """Train all without end, each keeping its process while it rests; seconds with a place, by ticket."""
    processes, held, had = {}, set(), dict.fromkeys(tickets, 0.0)
    end = clock.now + seconds
    while clock.now < end:
        for ticket in tickets:
            process = processes.get(ticket)
            if ticket in held and process.asked:
                process.asked = 0
                pool.rest(process)
                held.discard(ticket)
            if ticket not in held:

                def begin(process=process):
                    return process if process is not None and process.alive else Process()

                started = pool.start(ticket, begin)
                if isinstance(started, Process):
                    processes[ticket] = started
                    held.add(ticket)
            else:
                had[ticket] += 0.5
        clock.now += 0.5
    return had


def test_where_memory_is_the_bound_all_have_their_turns(clock):
    processes = []
    pool = Pool(32, clock, lambda: (1000 - 300 * len([each for each in processes if each.alive])) * MEGABYTE)
    make = Process.__init__

    class Counted(Process):
        def __init__(self):
            make(self)
            processes.append(self)

    tickets = [Ticket(memory=300 * MEGABYTE) for _ in range(5)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "Process", Counted)
        had = taken_in_turns(pool, clock, tickets)
    assert min(had.values()) > 0.4 * max(had.values())
    assert max(had.values()) > 0


def test_a_visitors_runs_take_turns_and_cost_no_other_visitor_his(clock):
    pool = Pool(32, clock)
    other = Ticket("other")
    mine = [Ticket("me") for _ in range(MOST_A_VISITOR + 1)]
    had = taken_in_turns(pool, clock, [other, *mine])
    assert min(had[ticket] for ticket in mine) > 60
    assert had[other] > 198, "there are places enough"


def test_who_needs_more_than_there_can_be_blocks_nobody_and_closes_nothing(clock):
    pool = Pool(4, clock, lambda: 500.0 * MEGABYTE)
    job = pool.start(Ticket(memory=0), lambda: Process(yields=False))
    resting = filled(pool, 2, memory=100 * MEGABYTE)
    for worker in resting:
        pool.rest(worker)
    clock.now += GROWING
    large = Ticket(memory=2000 * MEGABYTE)
    assert pool.start(large, Process) == 1
    small = pool.start(Ticket(memory=100 * MEGABYTE), Process)
    assert isinstance(small, Process)
    assert [worker.alive for worker in (job, *resting)] == [True, True, True]
