// The words of the enumerations, found by the type that they are read into.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"
#include "parsers/nearest_name.hpp"

namespace weighbridge {

/// Sets `out` to what `word` names and returns true; leaves it alone when the word is unknown.
inline bool parse_word(std::string_view word, Stage& out) {
  const auto value = stage_from(word);
  if (value) out = *value;
  return value.has_value();
}
inline bool parse_word(std::string_view word, DocumentKind& out) {
  const auto value = document_kind_from(word);
  if (value) out = *value;
  return value.has_value();
}
inline bool parse_word(std::string_view word, Purpose& out) {
  const auto value = purpose_from(word);
  if (value) out = *value;
  return value.has_value();
}
inline bool parse_word(std::string_view word, EventKind& out) {
  const auto value = event_kind_from(word);
  if (value) out = *value;
  return value.has_value();
}
/// An inspection moves goods from and to `on_hold`: the contract's other word for `quarantined`.
inline bool parse_word(std::string_view word, Condition& out) {
  const auto value = word == "on_hold" ? Condition::quarantined : condition_from(word);
  if (value) out = *value;
  return value.has_value();
}

/// The mend for an unknown word: the nearest one, or all there are.
template <class Enum>
std::string suggest_word(std::string_view word) {
  std::vector<std::string_view> words;
  for (std::uint8_t i = 0; !to_string_view(static_cast<Enum>(i)).empty(); ++i) {
    words.push_back(to_string_view(static_cast<Enum>(i)));
  }
  return suggest_name(word, words);
}

}  // namespace weighbridge
