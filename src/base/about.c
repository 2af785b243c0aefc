/* Release, commit and the catalogue of this room's diagnostics. */
#include <entente/base.h>

#include "base/commit.h"

const char *ent_release(void) {
    return ENT_RELEASE;
}

const char *ent_commit(void) {
    return ENT_COMMIT;
}

const ent_message_row ent_base_messages[] = {
    {"E-BASE-0001", ENT_ERROR, "a file cannot be read",
     "The file is missing, is a folder, or this user may not read it. Check the name and the permissions; names in a "
     "case file are relative to the folder of the case."},
    {"E-BASE-0002", ENT_ERROR, "a file is too large",
     "Every kind of file has a limit, so that a wrong or hostile one cannot fill the memory. Split the file, or check "
     "that it is the one you meant."},
    {"E-BASE-0003", ENT_ERROR, "a file cannot be written",
     "The folder is missing or read-only, or the disk is full. The new content goes to a temporary file first, so what "
     "stood there before is still whole."},
    {"U-BASE-0001", ENT_ERROR, "unknown option",
     "There is no option of this name here. `entente help VERB` lists all options of a verb."},
    {"U-BASE-0002", ENT_ERROR, "bad value of an option",
     "The value has the wrong type or lies outside the range. Numbers are decimals or fractions (0.25, 1/4) without "
     "separators, dates are 2024, 2024-03 or 2024-03-21."},
};
const size_t ent_base_messages_size = sizeof ent_base_messages / sizeof *ent_base_messages;
