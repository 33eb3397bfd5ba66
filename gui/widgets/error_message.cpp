// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/widgets/error_message.h"

#include <QCoreApplication>

#include "helper/api/error_names.h"

namespace onggi {
namespace {

struct Cause {
    Q_DECLARE_TR_FUNCTIONS(onggi::Cause)
};

QString causeOf(Code code)
{
    switch (code) {
    case Code::AuthDenied:
        return Cause::tr("The policy of this machine does not allow it. An administrator can "
                         "change that with a polkit rule.");
    case Code::AuthChallenge:
        return Cause::tr("An administrator has to confirm it, and there is nobody who asks for "
                         "the password in this session.");
    case Code::AuthDismissed:
        return Cause::tr("The question for the password was closed.");
    case Code::RegistryUnreachable:
        return Cause::tr("The registry does not answer: no network, or a misspelt name.");
    case Code::RegistryDenied:
        return Cause::tr("The registry lets nobody have this without signing in.");
    case Code::RegistryNotFound:
        return Cause::tr("The registry has no such image, or does not show it to everybody.");
    case Code::RegistryRateLimited:
        return Cause::tr("The registry answers no more requests for a while. Try again later.");
    case Code::RegistryForbidden:
        return Cause::tr("The policy of this machine, or of its user, does not let this in.");
    case Code::RegistryInsecure:
        return Cause::tr("The registry speaks plain HTTP, or its certificate does not verify.");
    case Code::PlatformMissing:
        return Cause::tr("The image is not made for this platform.");
    case Code::ArchiveInvalid:
        return Cause::tr("This is no image archive, or it is damaged.");
    case Code::LayerDigestMismatch:
    case Code::RegistryDigestMismatch:
        return Cause::tr("What has come is not what was announced: damaged on the way, or "
                         "tampered with.");
    case Code::ContainerNameTaken:
        return Cause::tr("Another container has this name.");
    case Code::NetworkPortTaken:
        return Cause::tr("Another program uses the port.");
    case Code::StoreInUse:
        return Cause::tr("Something else needs it.");
    case Code::StoreNotOwned:
        return Cause::tr("Somebody else uses it too; an administrator may do it.");
    case Code::StoreNoSpace:
        return Cause::tr("The disk is full. Deleting images that nothing uses makes room.");
    case Code::StoreChanged:
        return Cause::tr("Somebody else has changed the images meanwhile.");
    default:
        return {};
    }
}

QString causeOf(const QDBusError& error)
{
    switch (error.type()) {
    case QDBusError::ServiceUnknown:
    case QDBusError::NoReply:
    case QDBusError::Disconnected:
        return Cause::tr("The helper has ended meanwhile. It is being started again.");
    case QDBusError::AccessDenied:
        return Cause::tr("The system bus does not let this user talk to the helper.");
    default:
        break;
    }
    const auto code = codeFromErrorName(error.name());
    const QString cause = code ? causeOf(*code) : QString();
    return cause.isEmpty() ? error.message() : cause;
}

} // namespace

ErrorBar::Message errorMessage(const QString& happened, const QDBusError& error)
{
    ErrorBar::Message message;
    message.happened = happened;
    message.cause = causeOf(error);
    message.details = QStringLiteral("%1: %2").arg(error.name(), error.message());
    return message;
}

} // namespace onggi
