// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// In this order: who is it, what is asked, may they, are the arguments of the right types, then the
// handler. So a stranger learns nothing, not even which methods there are.

#include "helper/service/dispatcher.h"

#include <algorithm>

#include <QDBusError>

#include "helper/api/names.h"
#include "helper/job/job_queue.h"

namespace onggi {

namespace {

constexpr QLatin1String kIntrospectable{"org.freedesktop.DBus.Introspectable"};
constexpr long kMaxPendingCalls = 128; // of one client
// No reference, name or word is as long as this. What a caller writes comes back in errors, titles
// and rows, and the bus drops who sends a message that is too long: us.
constexpr qsizetype kMaxText = 4096;

struct ObjectPath {
    QLatin1String path;
    QLatin1String interface;
};
constexpr ObjectPath kObjects[] = {
    {bus::kImagesPath, bus::kImages},
    {bus::kContainersPath, bus::kContainers},
    {bus::kHealthPath, bus::kHealth},
    {bus::kJobsPath, bus::kJobs},
};

// The interface of the object at `path`; empty if there is none.
QString interfaceAt(const QString& path)
{
    for (const ObjectPath& object : kObjects) {
        if (path == object.path)
            return object.interface;
    }
    return bus::jobNumber(path) != 0 ? QString(bus::kJob) : QString();
}

bool hasLongText(const QDBusMessage& message)
{
    const QVariantList arguments = message.arguments();
    return std::any_of(arguments.begin(), arguments.end(), [](const QVariant& argument) {
        return argument.metaType() == QMetaType::fromType<QString>() &&
               argument.toString().size() > kMaxText;
    });
}

QString childrenOf(const QString& path)
{
    const QString prefix = path == QLatin1String("/") ? path : path + QLatin1Char('/');
    QStringList children;
    for (const ObjectPath& object : kObjects) {
        const QString other = object.path;
        if (other.startsWith(prefix))
            children.append(other.mid(prefix.size()).section(QLatin1Char('/'), 0, 0));
    }
    children.removeDuplicates();
    QString xml;
    for (const QString& child : children)
        xml += QStringLiteral("  <node name=\"%1\"/>\n").arg(child);
    return xml;
}

} // namespace

Dispatcher::Dispatcher(const QDBusConnection& connection, Callers& callers, Gate& gate, Idle& idle)
    : m_connection(connection)
    , m_callers(callers)
    , m_gate(gate)
    , m_idle(idle)
{
}

void Dispatcher::serve(QLatin1String interface, const char* method, Handler handler)
{
    const MethodRule* rule = findRule(interface, QLatin1String(method));
    Q_ASSERT(rule);
    m_handlers[rule] = std::move(handler);
}

void Dispatcher::setContainerOwner(
    std::function<std::optional<std::uint32_t>(const QString&)> ownerOf)
{
    m_containerOwner = std::move(ownerOf);
}

QStringList Dispatcher::gaps() const
{
    QStringList gaps;
    for (const InterfaceDescription& interface : interfaceDescriptions()) {
        for (const MethodDescription& method : interface.methods) {
            const MethodRule* rule = findRule(interface.name, method.name);
            const QString name = interface.name + QLatin1Char('.') + method.name;
            if (!rule)
                gaps.append(name + QStringLiteral(" has no action"));
            else if (!m_handlers.contains(rule))
                gaps.append(name + QStringLiteral(" has no handler"));
        }
    }
    for (const MethodRule& rule : methodRules()) {
        const InterfaceDescription* interface = findInterface(rule.interface);
        if (!interface || !interface->method(rule.method))
            gaps.append(rule.interface + QLatin1Char('.') + rule.method +
                        QStringLiteral(" is in no XML file"));
    }
    return gaps;
}

void Dispatcher::dropClient(const QString& name)
{
    m_pending.erase(name);
}

bool Dispatcher::handleMessage(const QDBusMessage& message, const QDBusConnection&)
{
    const auto call = std::make_shared<Call>(m_connection, message, m_idle.hold());
    m_callers.lookUp(message.service(), [this, call](std::optional<std::uint32_t> uid) {
        if (!uid)
            return; // it has gone, nobody waits for an answer
        call->setUid(*uid);
        try {
            admit(call);
        } catch (const Error& error) {
            call->fail(error);
        }
    });
    return true;
}

QString Dispatcher::introspect(const QString& path) const
{
    QString xml = QStringLiteral("<node>\n");
    if (const InterfaceDescription* interface = findInterface(interfaceAt(path))) {
        if (bus::jobNumber(path) == 0 || (m_jobs && m_jobs->find(bus::jobNumber(path))))
            xml += interface->xml;
    }
    xml += childrenOf(path);
    if (path == bus::kJobsPath && m_jobs) {
        for (const auto& [number, job] : m_jobs->jobs())
            xml += QStringLiteral("  <node name=\"%1\"/>\n").arg(number);
    }
    return xml + QStringLiteral("</node>\n");
}

Dispatcher::Target Dispatcher::find(const QDBusMessage& message) const
{
    const QString name = interfaceAt(message.path());
    if (name.isEmpty() || message.interface() != name)
        return {};
    const InterfaceDescription* interface = findInterface(name);
    const MethodDescription* method = interface ? interface->method(message.member()) : nullptr;
    return {method, method ? findRule(name, message.member()) : nullptr};
}

void Dispatcher::admit(const CallPtr& call)
{
    std::shared_ptr<int>& pending = m_pending[call->sender()];
    if (!pending)
        pending = std::make_shared<int>();
    if (call->uid() != 0 && pending.use_count() > kMaxPendingCalls)
        throw Error(Code::ApiLimit, "calls");
    call->keep(pending);

    const Target target = find(call->message());
    if (!target.method || !target.rule) {
        admitUnknown(call);
        return;
    }
    if (call->message().signature() != target.method->inSignature) {
        const MethodRule& rule = *target.rule;
        ask(call, rule.action.isEmpty() ? kIntrospectionAction : rule.action,
            [call, expected = target.method->inSignature](std::optional<Error> refusal) {
                call->fail(refusal.value_or(
                    Error(Code::ApiInvalidArgument, call->message().member().toStdString(),
                          "its arguments are " + call->message().signature().toStdString() +
                              ", expected " + expected.toStdString())));
            });
        return;
    }
    admitKnown(call, *target.rule);
}

void Dispatcher::admitUnknown(const CallPtr& call)
{
    ask(call, kIntrospectionAction, [this, call](std::optional<Error> refusal) {
        const QDBusMessage& message = call->message();
        if (refusal) {
            call->fail(*refusal);
        } else if (message.interface() == kIntrospectable &&
                   message.member() == QLatin1String("Introspect") &&
                   message.signature().isEmpty()) {
            call->reply(introspect(message.path()));
        } else {
            call->answer(message.createErrorReply(
                QDBusError::UnknownMethod,
                QStringLiteral("no such method: %1.%2 at %3")
                    .arg(message.interface(), message.member(), message.path().left(kMaxText))));
        }
    });
}

void Dispatcher::admitKnown(const CallPtr& call, const MethodRule& rule)
{
    switch (rule.kind) {
    case RuleKind::Root:
        if (call->uid() != 0)
            throw Error(Code::AuthDenied, rule.method.data(), "only the system itself calls this");
        run(call, rule);
        return;
    case RuleKind::Own:
        admitToJob(call, rule);
        return;
    case RuleKind::Read:
    case RuleKind::Job:
        ask(call, actionFor(*call, rule), [this, call, &rule](std::optional<Error> refusal) {
            // What an administrator may still allow is asked when the job starts.
            const bool isOpen =
                rule.kind == RuleKind::Job && refusal && refusal->code() == Code::AuthChallenge;
            if (refusal && !isOpen)
                call->fail(*refusal);
            else
                run(call, rule);
        });
        return;
    }
}

void Dispatcher::admitToJob(const CallPtr& call, const MethodRule& rule)
{
    const Job* job = m_jobs ? m_jobs->find(bus::jobNumber(call->message().path())) : nullptr;
    if (job && job->request.owner.name == call->sender()) {
        run(call, rule);
        return;
    }
    QLatin1String action = rule.action.isEmpty() ? action::kJobsRead : rule.action;
    if (job && job->request.owner.uid != call->uid() && !rule.othersAction.isEmpty())
        action = rule.othersAction;
    ask(call, action, [this, call, &rule](std::optional<Error> refusal) {
        if (refusal)
            call->fail(*refusal);
        else
            run(call, rule);
    });
}

QLatin1String Dispatcher::actionFor(const Call& call, const MethodRule& rule) const
{
    if (rule.othersAction.isEmpty() || !m_containerOwner)
        return rule.action;
    const auto owner = m_containerOwner(call.argument<QString>(0));
    return owner && *owner != call.uid() ? rule.othersAction : rule.action;
}

void Dispatcher::ask(const CallPtr& call, QLatin1String action, Answer then)
{
    call->setAction(action);
    const Question question{call->sender(), action, call->message().member(), false};
    m_gate.ask(call->uid(), question, {},
               [this, call, then = std::move(then)](std::optional<Error> refusal) {
                   // For whoever has left meanwhile, nothing is done and nothing kept: that it
                   // leaves has been told already.
                   if (m_callers.isHere(call->sender()))
                       then(std::move(refusal));
               });
}

void Dispatcher::run(const CallPtr& call, const MethodRule& rule)
{
    try {
        if (m_refusal)
            throw *m_refusal;
        if (hasLongText(call->message()))
            throw Error(Code::ApiInvalidArgument, rule.method.data(), "a text of it is too long");
        const auto handler = m_handlers.find(&rule);
        if (handler == m_handlers.end())
            throw Error(Code::ApiInvalidArgument, rule.method.data(), "it is not served");
        handler->second(call);
    } catch (const Error& error) {
        call->fail(error);
    } catch (const std::exception& error) {
        call->fail(Error(Code::SystemIo, rule.method.data(), error.what()));
    }
}

} // namespace onggi
