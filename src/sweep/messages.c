/* The catalogue of the sweep's diagnostics. */
#include "sweep/sweep.h"

const ent_message_row ent_sweep_messages[] = {
    {"E-SWEEP-0001", ENT_ERROR, "a checkpoint is damaged",
     "The file is not what a long run has written: it was cut off (a full disk, a copy that was interrupted) or "
     "changed, or "
     "it is another kind of file. It is never overwritten. A run replaces its checkpoint in one step, so an "
     "interrupted or "
     "killed run does not leave a damaged one: look for the original, or begin anew with another file name."},
    {"E-SWEEP-0002", ENT_ERROR, "a checkpoint of another computation",
     "A run goes on only from its own file: the same cases with the same content, the same options, seed and part. "
     "Repeat "
     "the command line that it was begun with, or give this run a file of its own."},
    {"E-SWEEP-0003", ENT_ERROR, "a checkpoint of another build",
     "Another release or commit may compute something else, so results of two builds are never mixed. Go on with the "
     "build "
     "that began (the first lines of the file name it), or begin anew with another file name."},
    {"E-SWEEP-0004", ENT_ERROR, "parts are missing",
     "Merging needs every part of a computation, finished. Each part goes on where it stopped when its command line is "
     "repeated. Then name the files of all parts:\n\n    entente merge one.sweep two.sweep"},
    {"E-SWEEP-0005", ENT_ERROR, "files that contradict each other",
     "Two files hold the same item with different results. The same build computes the same on every machine of a "
     "kind, so "
     "one of them was made otherwise (another processor or library), or this is a fault of ours. Compute both parts "
     "again "
     "on one machine and compare."},
    {"U-SWEEP-0001", ENT_ERROR, "no such part",
     "A part is written I/N: 1/4 to 4/4 are the four parts of a computation. Each can run on another machine and "
     "writes its "
     "own --checkpoint; `entente merge` puts them together."},
    {"U-SWEEP-0002", ENT_ERROR, "a part without a file",
     "The results of one part are of use only with those of the others: say with --checkpoint where they are kept "
     "until "
     "`entente merge` puts them together."},
};
const size_t ent_sweep_messages_size = sizeof ent_sweep_messages / sizeof *ent_sweep_messages;
