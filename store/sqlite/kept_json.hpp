// Lists that are kept in one column, as JSON that other programs can read too.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/finding.hpp"
#include "store/deliveries.hpp"

namespace weighbridge::store::sqlite {

/// [["name", "value"], ...]
std::string facts_json(const Facts& facts);
/// Nothing when it is not what facts_json() writes.
std::optional<Facts> parse_facts(std::string_view json);

/// Errors and warnings with their places; of very many the first fifty.
std::string findings_json(const Findings& findings);
std::optional<Findings> parse_findings(std::string_view json);

}  // namespace weighbridge::store::sqlite
