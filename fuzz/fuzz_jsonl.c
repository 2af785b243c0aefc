/* Any bytes as JSON lines. */
#include "intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_intake(ENT_INTAKE_JSONL, data, size);
    return 0;
}
