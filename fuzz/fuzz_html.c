/* Any bytes as a page of HTML. */
#include "intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    fuzz_intake(ENT_INTAKE_HTML, data, size);
    return 0;
}
