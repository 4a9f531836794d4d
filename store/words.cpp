// The words in which interfaces and databases call the states of section 20.
#include <algorithm>
#include <array>
#include <charconv>

#include "store/deliveries.hpp"
#include "store/documents.hpp"
#include "store/jobs.hpp"
#include "store/outbox.hpp"

namespace weighbridge::store {

namespace {

template <class State>
struct Word {
  State state;
  std::string_view text;
};

constexpr std::array kJobWords{Word<JobState>{JobState::waiting, "waiting"},
                               Word<JobState>{JobState::done, "done"},
                               Word<JobState>{JobState::failed, "failed"}};

constexpr std::array kDocumentWords{Word<DocumentState>{DocumentState::accepted, "accepted"},
                                    Word<DocumentState>{DocumentState::duplicate, "duplicate"},
                                    Word<DocumentState>{DocumentState::answer, "answer"},
                                    Word<DocumentState>{DocumentState::parked, "parked"},
                                    Word<DocumentState>{DocumentState::quarantined, "quarantined"},
                                    Word<DocumentState>{DocumentState::ignored, "ignored"}};

constexpr std::array kOutboundWords{Word<OutboundState>{OutboundState::waiting, "waiting"},
                                    Word<OutboundState>{OutboundState::unconfirmed, "unconfirmed"},
                                    Word<OutboundState>{OutboundState::delivered, "delivered"},
                                    Word<OutboundState>{OutboundState::held, "held"},
                                    Word<OutboundState>{OutboundState::dead, "dead"}};

constexpr std::array kAnswerWords{
    Word<AnswerState>{AnswerState::none, "none"},
    Word<AnswerState>{AnswerState::expected, "expected"},
    Word<AnswerState>{AnswerState::accepted, "accepted"},
    Word<AnswerState>{AnswerState::accepted_with_errors, "accepted_with_errors"},
    Word<AnswerState>{AnswerState::rejected, "rejected"}};

template <class State, std::size_t N>
std::string_view text_of(const std::array<Word<State>, N>& words, State state) {
  const auto* const at = std::find_if(words.begin(), words.end(),
                                      [&](const auto& word) { return word.state == state; });
  return at == words.end() ? std::string_view() : at->text;
}

template <class State, std::size_t N>
std::optional<State> state_of(const std::array<Word<State>, N>& words, std::string_view text) {
  const auto* const at =
      std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.text == text; });
  if (at == words.end()) return std::nullopt;
  return at->state;
}

}  // namespace

std::string_view to_string_view(JobState state) {
  return text_of(kJobWords, state);
}
std::string_view to_string_view(DocumentState state) {
  return text_of(kDocumentWords, state);
}
std::string_view to_string_view(OutboundState state) {
  return text_of(kOutboundWords, state);
}
std::string_view to_string_view(AnswerState state) {
  return text_of(kAnswerWords, state);
}

std::optional<JobState> job_state_from(std::string_view text) {
  return state_of(kJobWords, text);
}
std::optional<DocumentState> document_state_from(std::string_view text) {
  return state_of(kDocumentWords, text);
}
std::optional<OutboundState> outbound_state_from(std::string_view text) {
  return state_of(kOutboundWords, text);
}
std::optional<AnswerState> answer_state_from(std::string_view text) {
  return state_of(kAnswerWords, text);
}

std::string delivery_id(std::uint64_t number) {
  return "D-" + std::to_string(number);
}

std::uint64_t delivery_number(std::string_view id) {
  if (!id.starts_with("D-")) return 0;
  id.remove_prefix(2);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  return error == std::errc() && end == id.data() + id.size() ? number : 0;
}

}  // namespace weighbridge::store
