#include "gateway/deliver/remote_file.hpp"

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "gateway/curl/remote_session.hpp"
#include "gateway/deliver/outgoing_name.hpp"

namespace weighbridge::deliver {
namespace {

bool holds(curl::RemoteSession& session, const std::string& path, const spool::Payload& bytes) {
  // To be compared it need not be kept: what does not fit into memory is taken for another.
  spool::SpoolSettings room;
  room.in_memory_max = room.bytes_max = bytes.size() + 1;
  const auto there = session.fetch(path, room);
  return there && there->sha256() == bytes.sha256();
}

bool has_name(const std::vector<curl::RemoteFile>& files, const std::string& name) {
  return std::any_of(files.begin(), files.end(),
                     [&](const curl::RemoteFile& file) { return file.name == name; });
}

Result send(const curl::RemoteServer& server, const Outbound& message) {
  curl::RemoteSession session(server);
  const auto path = [&](const std::string& name) { return server.send_to + '/' + name; };
  const auto delivered = [&](const std::string& name) {
    Delivered done{{{"server", server.host}, {"file", path(name)}}};
    if (!session.host_key().empty()) done.evidence.emplace_back("host_key", session.host_key());
    return done;
  };
  const std::vector<curl::RemoteFile> there = session.list(server.send_to);
  std::string name = outgoing_name(message);
  for (const std::string& wanted : {name, outgoing_name_with_id(message)}) {
    name = wanted;
    if (!has_name(there, name)) break;
    if (holds(session, path(name), message.bytes)) return delivered(name);  // an earlier try's
  }
  const std::string temporary = path('.' + name + ".part");
  if (has_name(there, '.' + name + ".part")) session.remove(temporary);
  session.send(temporary, message.bytes);
  if (!session.rename(temporary, path(name)))
    throw curl::RemoteError("cannot rename " + temporary + " to " + path(name),
                            "check that the user may rename files there");
  return delivered(name);
}

}  // namespace

RemoteFileDeliverer::RemoteFileDeliverer(curl::RemoteKind kind,
                                         std::vector<curl::RemoteServer> servers)
    : kind_(kind) {
  use(std::move(servers));
}

void RemoteFileDeliverer::use(std::vector<curl::RemoteServer> servers) {
  const std::scoped_lock lock(mutex_);
  servers_.clear();
  for (curl::RemoteServer& server : servers) {
    if (server.kind != kind_ || server.send_to.empty()) continue;
    const std::string partner = server.partner;
    servers_.insert_or_assign(partner, std::move(server));
  }
}

Result RemoteFileDeliverer::deliver(const Outbound& message) {
  std::optional<curl::RemoteServer> server;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = servers_.find(message.partner);
    if (found != servers_.end()) server = found->second;
  }
  const std::string channel = channel_name(kind_);
  if (!server)
    return Failed{false, "TRANSPORT", "the partner " + message.partner + " has no " + channel,
                  "add `send_to` to the section `" + channel + "` of its partner file"};
  try {
    return send(*server, message);
  } catch (const curl::RemoteError& failure) {
    return Failed{true, "TRANSPORT", failure.what(), failure.mend()};
  } catch (const std::system_error& failure) {
    return Failed{true, "TRANSPORT", failure.what(), "check the disk of the spool folder"};
  }
}

}  // namespace weighbridge::deliver
