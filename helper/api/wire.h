// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The structs of the bus, field for field as the XML files beside describe them, and how QtDBus
// writes and reads them. They are what travels; convert.h turns them into the engine's rows and
// back. registerWireTypes() has to be called once before the bus is used.
#pragma once

#include <QByteArray>
#include <QDBusArgument>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVariantMap>

namespace onggi::wire {

using Serials = QList<qulonglong>;
using ByteStrings = QList<QByteArray>;

struct Provenance {
    QString kind;
    QByteArray from;
    qlonglong time = 0;
};

struct Image {
    qulonglong serial = 0;
    QString id;
    QStringList tags;
    QStringList digests;
    qlonglong created = 0;
    QString platform;
    Serials layers;
    Provenance provenance;
    QString baseName;
    QVariantMap later;
};
using Images = QList<Image>;

struct Layer {
    qulonglong serial = 0;
    QString diffId;
    qulonglong content = 0;
    qulonglong tar = 0;
    qulonglong disk = 0;
    QString createdBy;
    QVariantMap later;
};
using Layers = QList<Layer>;

struct PlanItem {
    qulonglong image = 0;
    QString action;
    QStringList tags;
    Serials layers;
    qulonglong freed = 0;
};
using PlanItems = QList<PlanItem>;

struct PlannedLayer {
    QString diffId;
    QString digest;
    qulonglong size = 0;
    bool isPresent = false;
    QVariantMap later;
};
using PlannedLayers = QList<PlannedLayer>;

// An image to be saved, and the tags that it has in the archive.
struct SaveItem {
    qulonglong image = 0;
    QStringList tags;
};
using SaveItems = QList<SaveItem>;

struct Container {
    qulonglong serial = 0;
    QString id;
    QString name;
    qulonglong image = 0;
    QString imageName;
    QString state;
    int exitCode = 0;
    uint uid = 0;
    qlonglong created = 0;
    qlonglong started = 0;
    qlonglong finished = 0;
    QString command;
    QStringList ports;
    QVariantMap later;
};
using Containers = QList<Container>;

struct Port {
    QString hostAddress;
    ushort hostPort = 0;
    ushort containerPort = 0;
    QString protocol;
};
using Ports = QList<Port>;

struct Job {
    qulonglong number = 0;
    QString kind;
    QString title;
    QString state;
    uint uid = 0;
    qulonglong done = 0;
    qulonglong total = 0;
    double rate = 0;
    bool isCancelable = false;
    qlonglong started = 0;
    qlonglong ended = 0;
    QVariantMap later;
};
using Jobs = QList<Job>;

struct Step {
    qulonglong id = 0;
    qulonglong parent = 0;
    QString kind;
    QString subject;
    qulonglong done = 0;
    qulonglong total = 0;
    bool hasEnded = false;
    QVariantMap later;
};
using Steps = QList<Step>;

// Message, subject and detail of an error; all empty where there is none.
struct Failure {
    QString message;
    QString subject;
    QString detail;
};

struct Finding {
    QString id;
    QString state;
    QString finding;
    QString remedy;
    QVariantMap later;
};
using Findings = QList<Finding>;

// What a search finds.
struct FoundRepository {
    QString repository;
    QString description;
    qulonglong stars = 0;
    bool isOfficial = false;
};
using FoundRepositories = QList<FoundRepository>;

// May be called more than once.
void registerWireTypes();

QDBusArgument& operator<<(QDBusArgument& out, const Provenance& value);
QDBusArgument& operator<<(QDBusArgument& out, const Image& value);
QDBusArgument& operator<<(QDBusArgument& out, const Layer& value);
QDBusArgument& operator<<(QDBusArgument& out, const PlanItem& value);
QDBusArgument& operator<<(QDBusArgument& out, const PlannedLayer& value);
QDBusArgument& operator<<(QDBusArgument& out, const SaveItem& value);
QDBusArgument& operator<<(QDBusArgument& out, const Container& value);
QDBusArgument& operator<<(QDBusArgument& out, const Port& value);
QDBusArgument& operator<<(QDBusArgument& out, const Job& value);
QDBusArgument& operator<<(QDBusArgument& out, const Step& value);
QDBusArgument& operator<<(QDBusArgument& out, const Failure& value);
QDBusArgument& operator<<(QDBusArgument& out, const Finding& value);
QDBusArgument& operator<<(QDBusArgument& out, const FoundRepository& value);

const QDBusArgument& operator>>(const QDBusArgument& in, Provenance& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Image& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Layer& value);
const QDBusArgument& operator>>(const QDBusArgument& in, PlanItem& value);
const QDBusArgument& operator>>(const QDBusArgument& in, PlannedLayer& value);
const QDBusArgument& operator>>(const QDBusArgument& in, SaveItem& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Container& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Port& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Job& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Step& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Failure& value);
const QDBusArgument& operator>>(const QDBusArgument& in, Finding& value);
const QDBusArgument& operator>>(const QDBusArgument& in, FoundRepository& value);

} // namespace onggi::wire

Q_DECLARE_METATYPE(onggi::wire::Provenance)
Q_DECLARE_METATYPE(onggi::wire::Image)
Q_DECLARE_METATYPE(onggi::wire::Layer)
Q_DECLARE_METATYPE(onggi::wire::PlanItem)
Q_DECLARE_METATYPE(onggi::wire::PlannedLayer)
Q_DECLARE_METATYPE(onggi::wire::SaveItem)
Q_DECLARE_METATYPE(onggi::wire::Container)
Q_DECLARE_METATYPE(onggi::wire::Port)
Q_DECLARE_METATYPE(onggi::wire::Job)
Q_DECLARE_METATYPE(onggi::wire::Step)
Q_DECLARE_METATYPE(onggi::wire::Failure)
Q_DECLARE_METATYPE(onggi::wire::Finding)
Q_DECLARE_METATYPE(onggi::wire::FoundRepository)
