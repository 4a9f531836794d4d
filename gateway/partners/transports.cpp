#include "gateway/partners/transports.hpp"

#include <utility>

#include "gateway/partners/erp_section.hpp"
#include "gateway/partners/folder_section.hpp"
#include "gateway/partners/http_section.hpp"
#include "gateway/partners/remote_section.hpp"

namespace weighbridge::partners {

Transports read_transports(const std::vector<PartnerSections>& partners,
                           std::vector<TableError>& errors) {
  Transports all;
  for (const PartnerSections& partner : partners) {
    if (auto folder = folder_section(partner, errors)) {
      for (const receive::DropFolder& other : all.folders)
        if (other.path == folder->path)
          errors.push_back({partner.path, partner.section("folder")->line,
                            partner.section("folder")->column,
                            "the drop folder is that of " + other.partner + " too",
                            "give each partner a folder of its own"});
      all.folders.push_back(std::move(*folder));
    }
    for (const auto kind : {curl::RemoteKind::sftp, curl::RemoteKind::ftps})
      if (auto server = remote_section(partner, kind, errors))
        all.servers.push_back(std::move(*server));
    if (auto target = http_section(partner, errors)) all.targets.push_back(std::move(*target));
    if (auto connector = erp_section(partner, errors))
      all.connectors.push_back(std::move(*connector));
  }
  return all;
}

TransportChannels::TransportChannels(Transports transports, receive::Intake& intake,
                                     const spool::SpoolSettings& spool,
                                     const std::filesystem::path& state_folder,
                                     const receive::Tell& tell)
    : folders_(transports.folders, intake, spool, tell),
      poller_(transports.servers, intake, spool, tell),
      puller_(transports.connectors, intake, state_folder, tell),
      to_folder_(std::make_shared<deliver::FolderDeliverer>(std::move(transports.folders))),
      to_sftp_(std::make_shared<deliver::RemoteFileDeliverer>(curl::RemoteKind::sftp,
                                                              transports.servers)),
      to_ftps_(std::make_shared<deliver::RemoteFileDeliverer>(curl::RemoteKind::ftps,
                                                              transports.servers)),
      to_http_(std::make_shared<deliver::HttpPushDeliverer>(std::move(transports.targets))),
      to_erp_(std::make_shared<erp::ErpDeliverer>(std::move(transports.connectors))) {}

void TransportChannels::start() {
  folders_.start();
  poller_.start();
  puller_.start();
}

void TransportChannels::use(Transports transports) {
  to_folder_->use(transports.folders);
  to_sftp_->use(transports.servers);
  to_ftps_->use(transports.servers);
  to_http_->use(std::move(transports.targets));
  to_erp_->use(transports.connectors);
  folders_.use(std::move(transports.folders));
  poller_.use(std::move(transports.servers));
  puller_.use(std::move(transports.connectors));
}

void TransportChannels::stop() {
  folders_.stop();
  poller_.stop();
  puller_.stop();
}

deliver::OutboxPump::Deliverers TransportChannels::deliverers() const {
  return {{"folder", to_folder_},
          {"sftp", to_sftp_},
          {"ftps", to_ftps_},
          {"http", to_http_},
          {"erp", to_erp_}};
}

}  // namespace weighbridge::partners
