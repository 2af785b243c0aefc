/* Any bytes as a feed. */
#include "intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_intake(ENT_INTAKE_FEED, data, size);
    return 0;
}
