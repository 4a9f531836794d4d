#include "store/message_of_source.hpp"

#include "store/store.hpp"

namespace weighbridge::store {

std::string message_of_source(Reader& reader, const std::string& source) {
  if (source.empty()) return {};
  if (reader.has_message(source)) return source;
  std::string id;
  for (const StoredMessage& message : reader.messages())
    if (message.source == source) id = message.id;
  return id;
}

}  // namespace weighbridge::store
