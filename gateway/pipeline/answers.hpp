// Answers, ours and theirs: what an acknowledgment that we send is called, and what one that comes
// in says about what we sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/pipeline/sorting.hpp"
#include "store/outbox.hpp"

namespace weighbridge::pipeline {

/// "997", "999", "TA1", "824", "CONTRL", "APERAK" ...: what an interchange of ours is.
std::string kind_of(std::string_view interchange);

/// How an answer to an interchange of ours will call it: its control numbers.
store::AnswerKey answer_key_of(std::string_view interchange);

/// Whether partners answer it: acknowledgments are not acknowledged.
bool is_answered(std::string_view kind);

struct Verdict {
  store::AnswerKey about;
  store::AnswerState state = store::AnswerState::accepted;
};

/// What a 997, 999, 824, CONTRL or APERAK says. Nothing where it names nothing that we could know.
std::vector<Verdict> verdicts_of(const SortedDocument& answer);
/// What an 824 says in words (NTE, TED, MSG); the findings of the other answers have theirs.
std::vector<std::string> texts_of(const SortedDocument& answer);

}  // namespace weighbridge::pipeline
