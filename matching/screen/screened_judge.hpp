// The judge, spared everything that plainly agrees.
#pragma once

#include "matching/judge.hpp"
#include "matching/screen/agreement.hpp"

namespace weighbridge::matching::screen {

/// What judge() says, byte for byte: orders of which every leg agrees to the unit and the cent are
/// told apart first, and only the others are judged rule by rule.
/// What agrees leans on nothing, so `trace` is about the others.
Judgement judge_screened(const Evidence& evidence, const Policy& policy, Instant as_of,
                         Trace* trace = nullptr);

/// Whether `policy` lets equal figures speak for themselves. Another match mode, or overrides for
/// every order, need the rules for every line.
bool allows_screening(const Policy& policy);

}  // namespace weighbridge::matching::screen
