// What one message holds, sorted into what may take effect and what may not; the same for a file on
// the command line and for what a channel brought.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/pipeline/report.hpp"
#include "mappings/reader/reader.hpp"
#include "matching/evidence.hpp"
#include "store/documents.hpp"

namespace weighbridge::pipeline {

/// One business document of a message.
struct SortedDocument {
  /// Its place in the message and what it is; `state` is accepted, answer or quarantined, and
  /// `trouble` says why it may not take effect.
  store::StoredDocument row;
  std::size_t interchange = 0;                       ///< in SortedMessage::interchanges
  std::optional<matching::AcceptedReceipt> receipt;  ///< that may take effect
  std::vector<matching::AcceptedEvent> events;       ///< that may take effect
  std::string advice;                                ///< 824 or APERAK to answer it with
  std::string text;                                  ///< of what answers us: its raw bytes
  char element_separator = '*', segment_terminator = '~';
};

/// What is to be said about one interchange.
struct SortedInterchange {
  InterchangeHead head;
  std::string acknowledgment;  ///< TA1, 997, 999, CONTRL; empty for none
};

struct SortedMessage {
  std::vector<SortedDocument> documents;  ///< in their order
  std::vector<SortedInterchange> interchanges;
  std::vector<Rejected> rejected;  ///< everything that has no part in the matching, in its order
  std::optional<store::Trouble> trouble;  ///< of envelopes, or of the message as such
  Findings findings;                      ///< of the same
  ReferenceData reference;
};

/// Takes what the reader finds. `name` is what findings call the message (a file), `source` what
/// the evidence does.
class MessageSorter final : public ReadSink {
 public:
  MessageSorter(std::string name, std::string source)
      : name_(std::move(name)), source_(std::move(source)) {}

  void interchange(const InterchangeHead& head) override;
  void group(const GroupHead& head) override;
  void document(ReadDocument&& document) override;
  void event(InventoryEvent&& event, const Place&) override;
  void reference(ReferenceData&& data) override;
  void interchange_end(const Findings& findings, const std::string& acknowledgment) override;
  void message(const Findings& findings) override;

  /// Of the interchange that is being read.
  const InterchangeHead& head() const { return head_; }
  /// The message is read.
  SortedMessage finish();

 private:
  SortedDocument& next_document();
  void accept(SortedDocument& sorted, Receipt&& receipt);
  void reject(SortedDocument& sorted, store::Trouble trouble, Findings errors);
  void reject_message(std::string_view error_class, const Findings& findings);

  std::string name_, source_;
  SortedMessage sorted_;
  InterchangeHead head_;
  GroupHead group_;
  bool anything_ = false;
  bool loose_events_ = false;  ///< the last document gathers events that stand by themselves
};

/// The class of section 20 of a document that was read with these errors.
std::string_view error_class_of(bool syntax_holds, const Findings& errors);

}  // namespace weighbridge::pipeline
