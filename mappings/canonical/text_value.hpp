// Texts into values, by the type of the value: what a CSV cell and a JSON string have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "mappings/canonical/event.hpp"
#include "mappings/canonical/receipt.hpp"

namespace weighbridge {

/// Why a text is no value: "is no date such as 2026-03-02", to be put behind the member's name.
struct TextFlaw {
  std::string message, mend;
};

/// Each sets `out` to what `text` (not empty) says, or leaves it alone and returns why not.
std::optional<TextFlaw> parse_text(std::string_view text, std::string& out);
std::optional<TextFlaw> parse_text(std::string_view text, Decimal& out);
std::optional<TextFlaw> parse_text(std::string_view text, Currency& out);
std::optional<TextFlaw> parse_text(std::string_view text, Date& out);
std::optional<TextFlaw> parse_text(std::string_view text, Instant& out);
std::optional<TextFlaw> parse_text(std::string_view text, Moment& out);
std::optional<TextFlaw> parse_text(std::string_view text, Stage& out);
std::optional<TextFlaw> parse_text(std::string_view text, DocumentKind& out);
std::optional<TextFlaw> parse_text(std::string_view text, Purpose& out);
std::optional<TextFlaw> parse_text(std::string_view text, EventKind& out);
/// `on_hold` is the contract's other word for `quarantined`.
std::optional<TextFlaw> parse_text(std::string_view text, Condition& out);
/// "DOC/LINE", or only "DOC".
std::optional<TextFlaw> parse_text(std::string_view text, ReversedLine& out);

template <class Tag>
std::optional<TextFlaw> parse_text(std::string_view text, Name<Tag>& out) {
  return parse_text(text, out.value);
}

template <class Tag>
std::optional<TextFlaw> parse_text(std::string_view text, DecimalOf<Tag>& out) {
  return parse_text(text, out.value);
}

}  // namespace weighbridge
