#include "gateway/deliver/outgoing_name.hpp"

#include <algorithm>

#include "gateway/receive/file_names.hpp"

namespace weighbridge::deliver {
namespace {

std::string id_in_name(const Outbound& message) {
  std::string id;
  for (const char c : message.id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '_' || c == '.';
    id += plain ? c : '_';
  }
  constexpr std::size_t kIdBytesMax = 64;
  if (id.size() > kIdBytesMax) id.erase(0, id.size() - kIdBytesMax);  // ids differ at their end
  return id;
}

std::string extension_of(const Outbound& message) {
  if (message.content_type.find("json") != std::string::npos) return ".json";
  if (message.content_type.find("xml") != std::string::npos) return ".xml";
  if (message.content_type.find("csv") != std::string::npos) return ".csv";
  return ".edi";
}

}  // namespace

std::string outgoing_name(const Outbound& message) {
  if (message.file_name.empty()) return outgoing_name_with_id(message);
  return receive::safe_name(message.file_name);
}

std::string outgoing_name_with_id(const Outbound& message) {
  if (message.file_name.empty())
    return receive::safe_name(message.kind + '-' + id_in_name(message) + extension_of(message));
  const std::string name = receive::safe_name(message.file_name);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  return receive::safe_name(name.substr(0, dot) + '-' + id_in_name(message) + name.substr(dot));
}

}  // namespace weighbridge::deliver
