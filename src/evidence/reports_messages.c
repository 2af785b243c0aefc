/* The catalogue of what is said across documents. */
#include "evidence/reports.h"

const ent_message_row ent_reports_messages[] = {
    {"N-EVID-0001", ENT_NOTE, "which store was used",
     "Documents are kept in one file: that of --store, else evidence.db beside the case's file, for built-in cases in "
     "your data folder (XDG_DATA_HOME, or ~/.local/share, below entente/CASE)."},
    {"N-EVID-0002", ENT_NOTE, "files in folders that are no text",
     "Pictures, programs and archives in a folder are passed over and counted. A file named by itself is read, or it "
     "is said why it cannot be."},
    {"N-EVID-0003", ENT_WARNING, "more documents match than were ranked",
     "A search ranks at most 5,000 documents, those that were added last, so that it answers at once. More words, "
     "--from, --until and --publisher narrow it."},
    {"E-EVID-0101", ENT_ERROR, "too many claims to compare at once",
     "Timelines, contradictions and suggestions look at all claims together, in memory. Narrow it with --from and "
     "--until, or keep a store for each subject."},
    {"E-EVID-0102", ENT_ERROR, "a document of the case cannot be read",
     "A source of the case names a file that is not there, or a document of a store that the store does not have: it "
     "was taken away, or its text has changed (a document of a store is known by what it says, and the end of the "
     "source's id says which text was meant). Numbers that cite it cannot be led back to a sentence."},
    {"E-EVID-0103", ENT_ERROR, "a number does not stand in what it cites",
     "The cited sentence does not have the number: the document was changed, another sentence is meant, or the number "
     "was worked out. The table `failed` names each with the sentence, and the sentence that has it where one does. "
     "What was worked out says so with `because`, for instance because: \"3.71 of 9.602 trillion won\"."},
    {"E-EVID-0104", ENT_ERROR, "no such suggestion",
     "--accept takes ids that `entente evidence propose CASE` shows, parted by commas, or `all`. Ids stay the same as "
     "long as the documents do; what is in the case already is not suggested again."},
    {"N-EVID-0111", ENT_NOTE, "amounts in two currencies that could not be compared",
     "Figures are brought to one currency by the case's own exchange rates: a series with `of: exchange`, the unit "
     "\"KRW per USD\" and a value for the year. Without one only amounts of the same currency are compared."},
    {"W-EVID-0112", ENT_WARNING, "disagreements were left out",
     "At most ten thousand pairs are told, and of one issue, kind and year four thousand figures compared with each "
     "other."},
    {"N-EVID-0113", ENT_NOTE, "amounts in two currencies were compared",
     "They were converted at the yearly rates of the case. A rate moves within a year, so amounts within five percent "
     "of each other are not called a disagreement."},
};
const size_t ent_reports_messages_size = sizeof ent_reports_messages / sizeof *ent_reports_messages;
