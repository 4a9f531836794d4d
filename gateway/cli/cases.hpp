// cases list and cases show: the work that a store holds.
#pragma once

#include <string>
#include <vector>

#include "cases/case.hpp"
#include "cases/ledger.hpp"
#include "gateway/cli/arguments.hpp"
#include "gateway/cli/screen.hpp"
#include "parsers/json/writer.hpp"

namespace weighbridge::cli {

ExitStatus cases_list(const CasesListOptions& options, const Screen& screen);
ExitStatus cases_show(const CasesShowOptions& options, const Screen& screen);

// The printers, for values of any origin.

std::string cases_text(const std::vector<cases::Case>& cases, const Style& style);
std::string cases_json(const std::vector<cases::Case>& cases);
std::string case_text(const cases::Case& value, const std::vector<cases::LedgerEntry>& history,
                      const Style& style);
std::string case_json(const cases::Case& value, const std::vector<cases::LedgerEntry>& history);

void write_case(json::Writer& json, const cases::Case& value);
/// The members of a case, its object left open.
void begin_case(json::Writer& json, const cases::Case& value);
/// The member `history`.
void write_history(json::Writer& json, const std::vector<cases::LedgerEntry>& history);
void write_case(json::Writer& json, const cases::Case& value,
                const std::vector<cases::LedgerEntry>& history);

}  // namespace weighbridge::cli
