/* Any bytes as Markdown, and as what they are taken for. */
#include "intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_intake(ENT_INTAKE_MARKDOWN, data, size);
    fuzz_intake(ENT_INTAKE_GUESS, data, size);
    return 0;
}
