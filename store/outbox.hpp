// The outbox: every effect on the outside is a row here, written in the commit that decided it, and
// leaves from here under an id that never changes. What we sent and want to hear about is here too.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"
#include "parsers/byte_source.hpp"
#include "store/deliveries.hpp"
#include "store/jobs.hpp"

namespace weighbridge::store {

enum class OutboundState : std::uint8_t {
  waiting,      ///< to be sent when due
  unconfirmed,  ///< sent; the receiver's word is still to come (async MDN)
  delivered,
  held,  ///< nobody to send it to yet, or waiting for a release (M-17.5); to be fetched
  dead,  ///< given up; a person may send it again
};
std::string_view to_string_view(OutboundState state);
std::optional<OutboundState> outbound_state_from(std::string_view text);

/// What the receiver's application said of what we sent.
enum class AnswerState : std::uint8_t {
  none,      ///< nothing is expected
  expected,  ///< a 997, 999 or CONTRL until StoredOutbound::answer_due
  accepted,
  accepted_with_errors,
  rejected,
};
std::string_view to_string_view(AnswerState state);
std::optional<AnswerState> answer_state_from(std::string_view text);

/// How an answer names what it answers: interchange, group and set control numbers; empty parts are
/// not compared.
struct AnswerKey {
  std::string standard;                 ///< X12 or EDIFACT
  std::string interchange, group, set;  ///< control numbers, as written in what we sent
  bool operator==(const AnswerKey&) const = default;
};

struct StoredOutbound {
  std::uint64_t number = 0;  ///< order of decision, given by the store
  std::string id;            ///< unique for ever; empty: the store makes one
  std::string channel, partner, kind;
  std::string file_name, content_type, url;
  std::string in_answer_to;  ///< delivery ("D-17") or message id; may be empty
  std::uint64_t bytes = 0;   ///< set by the store
  std::string sha256;        ///< of the bytes, set by the store
  OutboundState state = OutboundState::waiting;
  unsigned tries = 0;  ///< that failed
  Instant created_at{}, due{};
  std::optional<Instant> sent_at;  ///< last tried with success, confirmed or not
  std::optional<Trouble> trouble;  ///< of the last try
  Facts evidence;                  ///< MDN, status, host key ...
  AnswerState answer = AnswerState::none;
  std::optional<Instant> answer_due;
  AnswerKey answer_key;
  std::string answered_by;  ///< message id
  bool operator==(const StoredOutbound&) const = default;
};

struct OutboundFilter {
  std::string channel{}, partner{}, kind{}, in_answer_to{};  ///< empty: any
  std::optional<OutboundState> state{};
  std::optional<Instant> answer_overdue_at{};  ///< only what should have been answered by then
  std::uint64_t before = UINT64_MAX;           ///< numbers below it: the cursor
  std::size_t limit = 100;
};

class OutboxReader {
 public:
  virtual ~OutboxReader() = default;
  virtual std::optional<StoredOutbound> outbound(std::string_view id) = 0;
  /// The newest first.
  virtual std::vector<StoredOutbound> outbox(const OutboundFilter& filter) = 0;
  /// Waiting or unconfirmed rows whose time has come, by that time.
  virtual std::vector<StoredOutbound> due_outbound(Instant now, std::size_t limit) = 0;
  virtual bool outbound_bytes(std::string_view id,
                              const std::function<void(std::string_view)>& visit) = 0;
  virtual QueueLength outbox_queue() = 0;
  virtual QueueLength outbox_queue_of(std::string_view channel, std::string_view partner) = 0;
  /// What we sent to `partner` (empty: anybody) that an answer with this key is about.
  virtual std::vector<StoredOutbound> expecting(std::string_view partner, const AnswerKey& key) = 0;
};

class OutboxWriter {
 public:
  virtual ~OutboxWriter() = default;
  /// Returns its id. An id that is there already adds nothing: the effect is decided.
  virtual std::string add_outbound(const StoredOutbound& outbound, ByteSource& bytes) = 0;
  /// Writes what may change: state, tries, times, trouble, evidence, answer.
  virtual void update_outbound(const StoredOutbound& outbound) = 0;
};

}  // namespace weighbridge::store
