/* Who meets whom: meetings are numbered, case by case, in the order of the strategies in the seats. */
#include "tournament/tournament.h"

static size_t assignments(size_t entrants, size_t parties, size_t most) {
    size_t size = 1;
    for (size_t k = 0; k < parties; k++) {
        if (size > most / entrants) return SIZE_MAX;
        size *= entrants;
    }
    return size;
}

void tournament_count(tournament *self) {
    size_t n = self->entrants_size;
    self->meetings = 0;
    for (size_t c = 0; c < self->contests_size; c++) {
        contest *where = &self->contests[c];
        size_t all = assignments(n, where->parties, where->parties > 2 ? MOST_ASSIGNMENTS : SIZE_MAX);
        where->every = all != SIZE_MAX;
        where->first = self->meetings;
        where->meetings = where->every ? all : n + where->parties * n * (n - 1);
        self->meetings += where->meetings;
        if (where->parties > self->most_parties) self->most_parties = where->parties;
    }
}

const contest *tournament_contest(const tournament *self, size_t meeting) {
    size_t c = 0;
    while (meeting >= self->contests[c].first + self->contests[c].meetings)
        c++;
    return &self->contests[c];
}

/* One against a field: first all fields alone, then by seat, by who sits there, by who the others are. */
static void field_seats(size_t n, const contest *where, size_t number, size_t *seats) {
    size_t lone = number, seat = 0, field = number;
    if (number >= n) {
        size_t rest = (number - n) % (n * (n - 1));
        seat = (number - n) / (n * (n - 1));
        lone = rest / (n - 1);
        field = rest % (n - 1);
        field += field >= lone;
    }
    for (size_t k = 0; k < where->parties; k++)
        seats[k] = k == seat ? lone : field;
}

void tournament_seats(const tournament *self, const contest *where, size_t meeting, size_t *seats) {
    size_t number = meeting - where->first, n = self->entrants_size;
    if (!where->every) {
        field_seats(n, where, number, seats);
        return;
    }
    for (size_t k = where->parties; k-- > 0; number /= n)
        seats[k] = number % n;
}

bool tournament_alone(const contest *where, const size_t *seats) {
    for (size_t k = 1; k < where->parties; k++)
        if (seats[k] != seats[0]) return false;
    return true;
}

/* The seat whose entrant differs from that of all others; more than two parties. SIZE_MAX if none. */
static size_t lone_seat(const contest *where, const size_t *seats) {
    size_t field = seats[0] == seats[1] || seats[0] == seats[2] ? seats[0] : seats[1], lone = SIZE_MAX;
    for (size_t k = 0; k < where->parties; k++) {
        if (seats[k] == field) continue;
        if (lone != SIZE_MAX) return SIZE_MAX;
        lone = k;
    }
    return lone;
}

size_t tournament_meeting(const tournament *self, const contest *where, const size_t *seats) {
    size_t n = self->entrants_size, number = 0;
    if (where->every) {
        for (size_t k = 0; k < where->parties; k++)
            number = number * n + seats[k];
        return where->first + number;
    }
    if (tournament_alone(where, seats)) return where->first + seats[0];
    size_t lone = lone_seat(where, seats);
    if (lone == SIZE_MAX) return SIZE_MAX;
    size_t field = seats[lone == 0 ? 1 : 0];
    return where->first + n + lone * n * (n - 1) + seats[lone] * (n - 1) + field - (field > seats[lone]);
}

bool tournament_counts(const tournament *self, const contest *where, const size_t *seats, size_t seat) {
    if (tournament_alone(where, seats)) return self->options->self_play;
    return where->every || lone_seat(where, seats) == seat;
}

void tournament_visit(const tournament *self, const contest *where, size_t entrant_index,
                      void (*visit)(void *context, size_t meeting, size_t seat), void *context) {
    size_t seats[ENT_SPACE_PARTIES];
    for (size_t c = 0; c < self->contests_size; c++) {
        const contest *here = &self->contests[c];
        if (where != NULL && here != where) continue;
        for (size_t m = here->first; m < here->first + here->meetings; m++) {
            if (!self->done[m]) continue;
            tournament_seats(self, here, m, seats);
            for (size_t k = 0; k < here->parties; k++)
                if (seats[k] == entrant_index && tournament_counts(self, here, seats, k)) visit(context, m, k);
        }
    }
}
