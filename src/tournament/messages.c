/* The catalogue of the tournament's diagnostics and notes. */
#include <entente/tournament.h>

const ent_message_row ent_tournament_messages[] = {
    {"U-TOURNAMENT-0001", ENT_ERROR, "strategies that cannot meet",
     "A tournament needs between 2 and 64 strategies, each named once. Settings follow a colon, several parted by "
     "commas:\n\n"
     "    --strategies boulware,boulware:exponent=0.5,micro\n\nThe keys of figures are made of these names, so two "
     "that differ "
     "only in punctuation count as the same."},
    {"U-TOURNAMENT-0002", ENT_ERROR, "a reservation that is no number",
     "--reservation gives what no deal is worth to every party of every case, on the scale that the tournament uses: "
     "from 0 "
     "(its worst outcome) to 1 (its best), or that of the cases with --as-written."},
    {"E-TOURNAMENT-0001", ENT_ERROR, "a case in which nobody can meet",
     "Strategies negotiate for parties with preferences; a session needs at least two of them."},
    {"E-TOURNAMENT-0002", ENT_ERROR, "two cases of the same id",
     "Tables and charts tell the cases of a tournament apart by their ids. Give one of the two another id."},
    {"E-TOURNAMENT-0003", ENT_ERROR, "too many sessions",
     "What is kept of each session takes 16 bytes, and a tournament keeps at most 100 million sessions at a time. "
     "Means get "
     "four times as exact with 16 times as many sessions: thousands of repetitions are seldom worth it. Other cases "
     "say more."},
    {"N-TOURNAMENT-0001", ENT_WARNING, "The tournament is not finished",
     "It was interrupted, or this is one part of it. Means are over the finished meetings, which may favour a strategy "
     "by "
     "whom it has met so far. With --checkpoint the same command line goes on from there."},
    {"N-TOURNAMENT-0002", ENT_NOTE, "Meetings without anything random were played once",
     "A session is a function of the case, the strategies, the rules and random numbers. Where none was drawn, every "
     "repetition is the same session, and would only make intervals look narrower than they are."},
    {"N-TOURNAMENT-0003", ENT_NOTE, "One strategy against a field",
     "With k strategies and n parties there are k^n assignments. Beyond 10,000 in a case of more than two parties each "
     "strategy meets, in each seat, others who all play the same strategy; means count the one who differs. The game "
     "over "
     "strategies then takes a mixed field as the mean of pure ones."},
    {"N-TOURNAMENT-0004", ENT_NOTE, "The game over strategies is not known",
     "Equilibria need the payoffs of every assignment. Some meetings are missing because the run was stopped or is a "
     "part."},
    {"N-TOURNAMENT-0005", ENT_NOTE, "No exact equilibrium was found",
     "With more than 16 strategies only small supports are tried, and with more than two parties only pure equilibria. "
     "Then "
     "the mixture of least regret on the path of the replicator dynamics is shown; its regret says how far it is from "
     "an "
     "equilibrium."},
    {"N-TOURNAMENT-0006", ENT_NOTE, "There are several equilibria",
     "A game can have many equilibria, and theory does not say which is played. All that were found are in the table; "
     "the one "
     "put first is a selection."},
    {"N-TOURNAMENT-0007", ENT_NOTE, "No outcome is acceptable to all parties",
     "Every outcome is worth less than no deal to somebody. The case has no Nash point, nothing of a gain to be had a "
     "share "
     "of, and a strategy that agrees in it loses."},
    {"N-TOURNAMENT-0008", ENT_NOTE, "Means over few meetings",
     "An interval is made of the spread between meetings. With fewer than ten of them that spread is hardly known: "
     "bootstrap "
     "intervals are then too narrow, and with n matched differences no p-value can be below 2^(1-n)."},
};
const size_t ent_tournament_messages_size = sizeof ent_tournament_messages / sizeof *ent_tournament_messages;
