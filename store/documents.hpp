// What became of each business document of a message: its place in the message (delivery →
// interchange → group → transaction set → document, M-20.2), and, where it could not take effect,
// why. What is quarantined waits here for a replay or a reason to be ignored (M-20.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mappings/canonical/time.hpp"
#include "parsers/finding.hpp"
#include "store/deliveries.hpp"

namespace weighbridge::store {

enum class DocumentState : std::uint8_t {
  accepted,
  duplicate,    ///< came before with the same content: nothing was done (M-3.2)
  answer,       ///< speaks of what we sent (997, 824, CONTRL ...)
  parked,       ///< waits for something else to come; tried again when due (section 20)
  quarantined,  ///< waits for a person
  ignored,      ///< a person said why
};
std::string_view to_string_view(DocumentState state);
std::optional<DocumentState> document_state_from(std::string_view text);

struct StoredDocument {
  std::uint64_t number = 0;  ///< given by the store
  std::string message;       ///< id
  /// In the message, from 1; 0 is the message itself, where nothing could be read out of it.
  std::uint32_t position = 0;
  std::string standard, sender, receiver;                  ///< of the interchange
  std::string interchange, group, functional_id, version;  ///< control numbers, GS01, GS08
  std::string set, control;                                ///< "856", ST02
  std::string map;                                         ///< id and version
  std::string stage, document, supplier;                   ///< what the map made of it
  std::uint64_t receipt = 0;                               ///< sequence in the evidence; 0: none
  std::uint32_t events = 0;                                ///< inventory events in it
  DocumentState state = DocumentState::accepted;
  std::optional<Trouble> trouble;  ///< why it is parked, quarantined or ignored
  Findings findings;               ///< with their places; notes are left out
  Instant decided_at{};
  std::optional<Instant> due;  ///< of what is parked
  unsigned tries = 0;
  std::string by, reason;  ///< who ignored it, and why
  bool operator==(const StoredDocument&) const = default;
};

struct DocumentFilter {
  std::string message{}, supplier{}, set{}, error_class{};  ///< empty: any
  std::optional<DocumentState> state{};
  std::uint64_t before = UINT64_MAX;  ///< numbers below it: the cursor
  std::size_t limit = 100;
};

class DocumentReader {
 public:
  virtual ~DocumentReader() = default;
  virtual std::optional<StoredDocument> document(std::uint64_t number) = 0;
  /// Of one message, by position.
  virtual std::vector<StoredDocument> documents_of(std::string_view message) = 0;
  /// The document that brought a receipt into the evidence.
  virtual std::optional<StoredDocument> document_of_receipt(std::uint64_t receipt) = 0;
  /// The newest first.
  virtual std::vector<StoredDocument> documents(const DocumentFilter& filter) = 0;
  /// Parked documents that are due, the longest waiting first.
  virtual std::vector<StoredDocument> due_documents(Instant now, std::size_t limit) = 0;
  /// How many are in a state; of parked and quarantined ones the oldest too.
  virtual std::uint64_t count_documents(DocumentState state) = 0;
  virtual std::optional<Instant> oldest_document(DocumentState state) = 0;
};

class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;
  /// Adds it, or takes the place of that of the same message and position. Returns its number.
  virtual std::uint64_t put_document(const StoredDocument& document) = 0;
};

}  // namespace weighbridge::store
