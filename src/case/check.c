#include "case/bind.h"

void ent_check_case(ent_binder *binder) {
    (void)binder;
}
