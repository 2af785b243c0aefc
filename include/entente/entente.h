/* Entente: allies who bargain over shared costs, written down, computed and argued about. All public headers. */
#ifndef ENTENTE_ENTENTE_H
#define ENTENTE_ENTENTE_H

#include <entente/backtest.h>
#include <entente/base.h>
#include <entente/brief.h>
#include <entente/case.h>
#include <entente/findings.h>
#include <entente/import.h>
#include <entente/lens.h>
#include <entente/moves.h>
#include <entente/number.h>
#include <entente/project.h>
#include <entente/tournament.h>

#endif
