// Roles and scopes as columns: words between blanks, and JSON lists of texts that may hold blanks.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite/connection.hpp"

namespace weighbridge::store::sqlite {

std::string blank_separated(const std::vector<std::string>& words);
std::vector<std::string> words_of(const std::string& text);

std::string json_list(const std::vector<std::string>& texts);
/// What does not read as such a list is damage.
std::vector<std::string> texts_of(const Connection& connection, const std::string& list);

}  // namespace weighbridge::store::sqlite
