// What partner files say about drop folders, remote servers, HTTP targets and ERP connectors, and
// the parts that do it, put together for serve.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/curl/remote_server.hpp"
#include "gateway/deliver/folder.hpp"
#include "gateway/deliver/http_push.hpp"
#include "gateway/deliver/outbox_pump.hpp"
#include "gateway/deliver/remote_file.hpp"
#include "gateway/erp/connector.hpp"
#include "gateway/erp/push.hpp"
#include "gateway/partners/partner_channels.hpp"
#include "gateway/receive/folder.hpp"
#include "gateway/receive/remote_poller.hpp"

namespace weighbridge::partners {

/// The sections `folder:`, `sftp:`, `ftps:`, `http:` and `erp:` of all partner files.
struct Transports {
  std::vector<receive::DropFolder> folders;
  std::vector<curl::RemoteServer> servers;  ///< SFTP and FTPS
  std::vector<deliver::HttpTarget> targets;
  std::vector<erp::Connector> connectors;
};

/// Reads those sections. Every mistake is told with file, line and column; what has mistakes is
/// left out.
Transports read_transports(const std::vector<PartnerSections>& partners,
                           std::vector<TableError>& errors);

/// Receives from and delivers to all of them. The deliverers may be used from construction to
/// destruction, whether or not it is started.
class TransportChannels {
 public:
  /// `intake` must outlive it. `state_folder` keeps how far connectors have pulled.
  TransportChannels(Transports transports, receive::Intake& intake,
                    const spool::SpoolSettings& spool, const std::filesystem::path& state_folder,
                    const receive::Tell& tell);

  /// Begins to receive.
  void start();
  /// Goes on with what a newly read configuration says.
  void use(Transports transports);
  /// Ends receiving: nothing is handed to the intake afterwards.
  void stop();
  /// The ways out of the channels folder, sftp, ftps, http and erp. They stay the same over use().
  deliver::OutboxPump::Deliverers deliverers() const;

 private:
  receive::FolderReceiver folders_;
  receive::RemotePoller poller_;
  erp::Puller puller_;
  std::shared_ptr<deliver::FolderDeliverer> to_folder_;
  std::shared_ptr<deliver::RemoteFileDeliverer> to_sftp_, to_ftps_;
  std::shared_ptr<deliver::HttpPushDeliverer> to_http_;
  std::shared_ptr<erp::ErpDeliverer> to_erp_;
};

}  // namespace weighbridge::partners
