<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>onggi::ActivityPage</name>
    <message>
        <source>Started %1, ended %2</source>
        <translation>시작: %1, 끝: %2</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>시작: %1</translation>
    </message>
    <message>
        <source>%1: failed</source>
        <extracomment>%1: a job, &quot;Pull nginx:1.29&quot;</extracomment>
        <translation>실패: %1</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>작업</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>실행 중 %n건</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended</source>
        <translation>
            <numerusform>끝남 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter jobs</source>
        <translation>작업 필터</translation>
    </message>
    <message>
        <source>What the jobs work on (%1)</source>
        <translation>작업 대상(%1)</translation>
    </message>
    <message>
        <source>No job matches the filter.</source>
        <translation>필터에 맞는 작업이 없습니다.</translation>
    </message>
    <message>
        <source>Select a job to see how far it is.</source>
        <translation>작업을 선택하면 진행 상황이 표시됩니다.</translation>
    </message>
    <message>
        <source>Nothing is going on</source>
        <translation>진행 중인 작업 없음</translation>
    </message>
    <message>
        <source>Transfers and everything else that takes time stand here while they run, whoever has started them, and for a while afterwards.</source>
        <translation>전송처럼 시간이 걸리는 작업은 누가 시작했든 실행되는 동안과 끝난 뒤 얼마 동안 여기에 표시됩니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
</context>
<context>
    <name>onggi::Cause</name>
    <message>
        <source>The policy of this machine does not allow it. An administrator can change that with a polkit rule.</source>
        <translation>이 컴퓨터의 정책이 허용하지 않습니다. 관리자가 polkit 규칙으로 바꿀 수 있습니다.</translation>
    </message>
    <message>
        <source>An administrator has to confirm it, and there is nobody who asks for the password in this session.</source>
        <translation>관리자의 확인이 필요하지만, 이 세션에는 암호를 묻는 프로그램이 없습니다.</translation>
    </message>
    <message>
        <source>The question for the password was closed.</source>
        <translation>암호를 묻는 창이 닫혔습니다.</translation>
    </message>
    <message>
        <source>The disk is full. Deleting images that nothing uses makes room.</source>
        <translation>디스크가 가득 찼습니다. 사용하지 않는 이미지를 삭제하면 공간이 생깁니다.</translation>
    </message>
    <message>
        <source>Somebody else has changed the images meanwhile.</source>
        <translation>그사이에 다른 사용자가 이미지를 바꾸었습니다.</translation>
    </message>
    <message>
        <source>The helper has ended meanwhile. It is being started again.</source>
        <translation>그사이에 헬퍼가 종료되었습니다. 다시 시작하는 중입니다.</translation>
    </message>
    <message>
        <source>The system bus does not let this user talk to the helper.</source>
        <translation>시스템 버스가 이 사용자의 헬퍼 접근을 막고 있습니다.</translation>
    </message>
    <message>
        <source>The registry does not answer: no network, or a misspelt name.</source>
        <translation>레지스트리가 응답하지 않습니다. 네트워크가 없거나 이름이 잘못되었습니다.</translation>
    </message>
    <message>
        <source>The registry lets nobody have this without signing in.</source>
        <translation>레지스트리에 로그인해야 받을 수 있습니다.</translation>
    </message>
    <message>
        <source>The registry has no such image, or does not show it to everybody.</source>
        <translation>레지스트리에 이 이미지가 없거나 공개되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>The registry answers no more requests for a while. Try again later.</source>
        <translation>레지스트리가 당분간 요청을 받지 않습니다. 나중에 다시 시도하십시오.</translation>
    </message>
    <message>
        <source>The policy of this machine, or of its user, does not let this in.</source>
        <translation>이 컴퓨터 또는 사용자의 정책이 이 이미지를 받지 못하게 합니다.</translation>
    </message>
    <message>
        <source>The registry speaks plain HTTP, or its certificate does not verify.</source>
        <translation>레지스트리가 암호화되지 않은 HTTP를 쓰거나 인증서를 확인할 수 없습니다.</translation>
    </message>
    <message>
        <source>The image is not made for this platform.</source>
        <translation>이 플랫폼용 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>This is no image archive, or it is damaged.</source>
        <translation>이미지 아카이브가 아니거나 손상되었습니다.</translation>
    </message>
    <message>
        <source>What has come is not what was announced: damaged on the way, or tampered with.</source>
        <translation>받은 내용이 예고된 것과 다릅니다. 전송 중에 손상되었거나 변조되었습니다.</translation>
    </message>
    <message>
        <source>Another container has this name.</source>
        <translation>다른 컨테이너가 이 이름을 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Another program uses the port.</source>
        <translation>다른 프로그램이 이 포트를 쓰고 있습니다.</translation>
    </message>
    <message>
        <source>Something else needs it.</source>
        <translation>다른 곳에서 사용 중입니다.</translation>
    </message>
    <message>
        <source>Somebody else uses it too; an administrator may do it.</source>
        <translation>다른 사용자도 쓰고 있습니다. 관리자는 이 작업을 할 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::CloseQuestion</name>
    <message>
        <source>Close Onggi</source>
        <translation>옹기 닫기</translation>
    </message>
    <message>
        <source>Should Onggi stay in the tray?</source>
        <translation>옹기를 트레이에 남겨 두시겠습니까?</translation>
    </message>
    <message>
        <source>From there it shows running containers and transfers, and tells when a transfer has ended. Containers and transfers go on in either case. You are asked only once.</source>
        <translation>트레이에서 실행 중인 컨테이너와 전송을 볼 수 있고, 전송이 끝나면 알려 줍니다. 어느 쪽이든 컨테이너와 전송은 계속됩니다. 한 번만 묻습니다.</translation>
    </message>
    <message>
        <source>Stay in the tray</source>
        <translation>트레이에 남기기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::CommandButton</name>
    <message>
        <source>Show as command</source>
        <translation>명령으로 보기</translation>
    </message>
</context>
<context>
    <name>onggi::CommandLine</name>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
</context>
<context>
    <name>onggi::CommitDialog</name>
    <message>
        <source>Make an image of %1</source>
        <translation>이미지 만들기: %1</translation>
    </message>
    <message>
        <source>This container is gone.</source>
        <translation>이 컨테이너는 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Without a tag, it is found by its id alone.</source>
        <translation>태그가 없으면 ID로만 찾을 수 있습니다.</translation>
    </message>
    <message>
        <source>Commit a container</source>
        <translation>컨테이너 커밋</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>커밋</translation>
    </message>
    <message>
        <source>Cancel the commit</source>
        <translation>커밋 취소</translation>
    </message>
    <message>
        <source>Show image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>No image could be made of the container</source>
        <translation>컨테이너로 이미지를 만들지 못했습니다</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>만든 사람</translation>
    </message>
    <message>
        <source>For the history of the image</source>
        <translation>이미지 이력에 남길 메모</translation>
    </message>
    <message>
        <source>Pause the container, so that its files agree</source>
        <translation>파일이 서로 어긋나지 않도록 컨테이너 일시 중지</translation>
    </message>
</context>
<context>
    <name>onggi::ContainerDetails</name>
    <message>
        <source>Select a container to see what it is and what it says.</source>
        <translation>컨테이너를 선택하면 정보와 로그가 표시됩니다.</translation>
    </message>
    <message>
        <source>Copy the whole id</source>
        <translation>ID 전체 복사</translation>
    </message>
    <message>
        <source>Details of the container</source>
        <translation>컨테이너 상세 정보</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
</context>
<context>
    <name>onggi::ContainerOverview</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>how long ago something was, and the moment itself</extracomment>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>종료 코드 %1</translation>
    </message>
    <message>
        <source>exit code %1, killed</source>
        <translation>종료 코드 %1, 강제 종료됨</translation>
    </message>
    <message>
        <source>exit code %1, asked to end</source>
        <translation>종료 코드 %1, 종료 요청됨</translation>
    </message>
    <message>
        <source>exit code %1, ended by signal %2</source>
        <translation>종료 코드 %1, 종료 신호 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>when a container has ended, and how
----------
a network, and the container&apos;s address in it</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>memory %1</source>
        <extracomment>the most memory a container may use</extracomment>
        <translation>메모리 %1</translation>
    </message>
    <message>
        <source>processors: %1</source>
        <translation>프로세서: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>프로세스 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>files cannot be changed</source>
        <translation>파일 변경 불가</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>limits of a container
----------
no ports</extracomment>
        <translation>없음</translation>
    </message>
    <message>
        <source>that of this machine</source>
        <translation>이 컴퓨터의 네트워크</translation>
    </message>
    <message>
        <source>never</source>
        <translation>시작한 적 없음</translation>
    </message>
    <message>
        <source>another user (%1)</source>
        <translation>다른 사용자(%1)</translation>
    </message>
    <message>
        <source>it is removed</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>it is kept</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>작업 디렉터리</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>제한</translation>
    </message>
    <message>
        <source>When it has ended</source>
        <extracomment>what happens to a container then</extracomment>
        <translation>종료 후</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>소유자</translation>
    </message>
</context>
<context>
    <name>onggi::ContainerTable</name>
    <message>
        <source>starting</source>
        <translation>시작 중</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>중지 중</translation>
    </message>
    <message>
        <source>removing</source>
        <translation>삭제 중</translation>
    </message>
    <message>
        <source>created</source>
        <extracomment>a container that has never been started</extracomment>
        <translation>생성됨</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>any</source>
        <translation>임의</translation>
    </message>
    <message>
        <source>exit %1</source>
        <extracomment>how a container has ended</extracomment>
        <translation>종료 %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Host → container</source>
        <extracomment>a port of this machine, and the port of the container that it leads to</extracomment>
        <translation>호스트 → 컨테이너</translation>
    </message>
    <message>
        <source>Up for</source>
        <extracomment>for how long a container has been running</extracomment>
        <translation>실행 시간</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
</context>
<context>
    <name>onggi::ContainersPage</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names</extracomment>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>중지됨</translation>
    </message>
    <message>
        <source>The containers could not be read</source>
        <translation>컨테이너 목록을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Not started: %1</source>
        <translation>시작하지 못함: %1</translation>
    </message>
    <message>
        <source>Not stopped: %1</source>
        <translation>중지하지 못함: %1</translation>
    </message>
    <message>
        <source>Not killed: %1</source>
        <translation>강제 종료하지 못함: %1</translation>
    </message>
    <message>
        <source>Not removed: %1</source>
        <translation>삭제하지 못함: %1</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
    <message numerus="yes">
        <source>%n container(s)</source>
        <translation>
            <numerusform>컨테이너 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <extracomment>containers</extracomment>
        <translation>
            <numerusform>실행 중 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <extracomment>containers</extracomment>
        <translation>
            <numerusform>중지됨 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n개 선택됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Only containers that run</source>
        <translation>실행 중인 컨테이너만</translation>
    </message>
    <message>
        <source>Only containers that do not run</source>
        <translation>실행 중이 아닌 컨테이너만</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter containers</source>
        <extracomment>a list</extracomment>
        <translation>컨테이너 필터</translation>
    </message>
    <message>
        <source>Names, images, ports, commands and ids (%1)</source>
        <translation>이름, 이미지, 포트, 명령, ID (%1)</translation>
    </message>
    <message>
        <source>No container matches the filter.</source>
        <translation>필터에 맞는 컨테이너가 없습니다.</translation>
    </message>
    <message>
        <source>Details of the container</source>
        <translation>컨테이너 상세 정보</translation>
    </message>
    <message>
        <source>Reading the containers…</source>
        <translation>컨테이너 목록을 읽는 중…</translation>
    </message>
    <message>
        <source>No containers yet</source>
        <translation>아직 컨테이너가 없습니다</translation>
    </message>
    <message>
        <source>A container runs a program with the files of an image, apart from the rest of this machine. This page shows what runs, what it says, and what has ended.</source>
        <translation>컨테이너는 이미지의 파일로 프로그램을 이 컴퓨터의 다른 부분과 격리하여 실행합니다. 이 페이지에는 실행 중인 컨테이너와 그 로그, 종료된 컨테이너가 표시됩니다.</translation>
    </message>
    <message>
        <source>Run…</source>
        <translation>실행…</translation>
    </message>
    <message>
        <source>Run a container</source>
        <translation>컨테이너 실행</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Ask it to end, and kill it if it has not after ten seconds</source>
        <translation>종료를 요청하고 10초 안에 끝나지 않으면 강제 종료</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>End it at once, without asking it</source>
        <translation>종료를 요청하지 않고 바로 끝냄</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Run another…</source>
        <translation>하나 더 실행…</translation>
    </message>
    <message>
        <source>Run a new container of the same image</source>
        <translation>같은 이미지로 새 컨테이너 실행</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>로그 보기</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>Commit…</source>
        <translation>커밋…</translation>
    </message>
    <message>
        <source>Make an image of what the container has written</source>
        <translation>컨테이너가 쓴 내용으로 이미지를 만듭니다</translation>
    </message>
</context>
<context>
    <name>onggi::DeleteDialog</name>
    <message>
        <source>They are gone already.</source>
        <translation>이미 삭제되었습니다.</translation>
    </message>
    <message>
        <source>Nothing else needs them.</source>
        <translation>다른 곳에서 사용하지 않습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n kept because something needs it.</source>
        <translation>
            <numerusform>%n개는 필요한 곳이 있어 유지됩니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 and %2 are the sentences &quot;2 can be deleted now&quot; and &quot;2 are kept …&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n can be deleted now</source>
        <translation>
            <numerusform>%n개는 지금 삭제할 수 있고</numerusform>
        </translation>
    </message>
    <message>
        <source>The images could not be deleted</source>
        <translation>이미지를 삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>The list shows what would go now.</source>
        <translation>목록은 지금 삭제될 항목을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>삭제하는 중…</translation>
    </message>
    <message>
        <source>Delete images</source>
        <translation>이미지 삭제</translation>
    </message>
    <message>
        <source>What will be deleted</source>
        <translation>삭제될 항목</translation>
    </message>
    <message>
        <source>Nothing else changes.</source>
        <translation>그 밖에는 아무것도 바뀌지 않습니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::Deletion</name>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <translation>
            <numerusform>이미지 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk will be freed</source>
        <translation>디스크에서 %1 확보</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <comment>button</comment>
        <translation>
            <numerusform>이미지 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>Removed before, with what they have written: %1</source>
        <translation>먼저 삭제될 컨테이너(기록한 내용 포함): %1</translation>
    </message>
    <message>
        <source>Stop and include</source>
        <translation>중지하고 포함</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>포함</translation>
    </message>
    <message>
        <source>Also removes these containers: %1</source>
        <translation>다음 컨테이너도 삭제됩니다: %1</translation>
    </message>
</context>
<context>
    <name>onggi::DeletionList</name>
    <message>
        <source>%1, %2</source>
        <extracomment>what is done to an image, and where it is from: &quot;delete 2 layers, built 3 days ago&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>+%1 if included</source>
        <extracomment>%1: bytes that would come back beside those of now</extracomment>
        <translation>포함하면 +%1</translation>
    </message>
</context>
<context>
    <name>onggi::DeletionRun</name>
    <message>
        <source>somebody cancelled it</source>
        <translation>작업이 취소되었습니다</translation>
    </message>
</context>
<context>
    <name>onggi::DetailTable</name>
    <message>
        <source>Layer</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>공유 대상</translation>
    </message>
    <message>
        <source>unique</source>
        <translation>고유</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>This image has no history.</source>
        <translation>이 이미지에는 이력이 없습니다.</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>the name and the value of a setting</extracomment>
        <translation>이름</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Entrypoint</source>
        <translation>진입점</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>작업 디렉터리</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Stop signal</source>
        <translation>중지 신호</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>레이블</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>만든 사람</translation>
    </message>
    <message>
        <source>This image has no configuration of its own.</source>
        <translation>이 이미지에는 자체 설정이 없습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::DropArea</name>
    <message>
        <source>Let go to see what is in the archive</source>
        <translation>놓으면 아카이브의 내용을 보여 줍니다</translation>
    </message>
</context>
<context>
    <name>onggi::ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>자세히</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the whole message</source>
        <translation>메시지 전체 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>이 메시지 닫기</translation>
    </message>
    <message>
        <source>Details of the error</source>
        <translation>오류의 자세한 내용</translation>
    </message>
</context>
<context>
    <name>onggi::Format</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>just now</source>
        <translation>방금</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n분 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n시간 전</numerusform>
        </translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>어제</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n일 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) ago</source>
        <translation>
            <numerusform>%n주 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n개월 전</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) ago</source>
        <translation>
            <numerusform>%n년 전</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>seconds</extracomment>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min</source>
        <extracomment>minutes</extracomment>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h</source>
        <extracomment>hours</extracomment>
        <translation>%1시간</translation>
    </message>
    <message>
        <source>%1 d</source>
        <extracomment>days</extracomment>
        <translation>%1일</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>days and hours: &quot;1 d 3 h&quot;</extracomment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>onggi::FreeDialog</name>
    <message>
        <source>of %1</source>
        <extracomment>behind an amount that is wanted: all that there is</extracomment>
        <translation>전체 %1</translation>
    </message>
    <message>
        <source>Looking for what can go…</source>
        <translation>삭제할 수 있는 이미지를 찾는 중…</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>삭제하는 중…</translation>
    </message>
    <message>
        <source>There is nothing unused to delete.</source>
        <translation>사용하지 않는 이미지가 없어 삭제할 것이 없습니다.</translation>
    </message>
    <message>
        <source>That is not enough: no more than %1 can be freed.</source>
        <extracomment>%1: bytes</extracomment>
        <translation>그만큼은 확보할 수 없습니다. 최대 확보 가능: %1</translation>
    </message>
    <message>
        <source>Nothing has to go for that.</source>
        <translation>아무것도 삭제하지 않아도 됩니다.</translation>
    </message>
    <message>
        <source>No choice of images frees enough and less than this.</source>
        <translation>이보다 적게 삭제하면서 필요한 만큼 확보하는 이미지 조합은 없습니다.</translation>
    </message>
    <message>
        <source>Whatever frees enough frees at least %1.</source>
        <extracomment>%1: bytes</extracomment>
        <translation>어떻게 고르더라도 확보되는 최소 용량: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) stay for these containers: %1</source>
        <extracomment>%1: names of containers</extracomment>
        <translation>
            <numerusform>이미지 %n개는 다음 컨테이너가 사용하여 남습니다: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The images could not be deleted</source>
        <translation>이미지를 삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>Free disk space</source>
        <translation>디스크 공간 확보</translation>
    </message>
    <message>
        <source>At least</source>
        <extracomment>before an amount</extracomment>
        <translation>최소</translation>
    </message>
    <message>
        <source>Share of what can be freed</source>
        <translation>확보할 수 있는 용량 중 비율</translation>
    </message>
    <message>
        <source>Only images without a tag</source>
        <translation>태그가 없는 이미지만</translation>
    </message>
    <message>
        <source>The images have changed meanwhile. This is what would go now.</source>
        <translation>그동안 이미지가 바뀌었습니다. 지금 삭제될 항목은 다음과 같습니다.</translation>
    </message>
    <message>
        <source>What will be deleted</source>
        <translation>삭제될 항목</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>onggi::Graph</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n단계</numerusform>
        </translation>
    </message>
    <message>
        <source>−%1</source>
        <extracomment>bytes that come back: &quot;−83.0 MB&quot;, with a minus sign</extracomment>
        <translation>−%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>containers below a node of the graph</extracomment>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::GraphTree</name>
    <message>
        <source>Image or step</source>
        <translation>이미지 또는 단계</translation>
    </message>
    <message>
        <source>Made by</source>
        <extracomment>the step of a Dockerfile that made what stands in the row</extracomment>
        <translation>만든 단계</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a container and its state: &quot;web (running)&quot;</extracomment>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>출처</translation>
    </message>
</context>
<context>
    <name>onggi::GraphView</name>
    <message>
        <source>Content: %1</source>
        <translation>내용: %1</translation>
    </message>
    <message>
        <source>On disk: %1</source>
        <translation>디스크: %1</translation>
    </message>
    <message>
        <source>Id: %1</source>
        <translation>ID: %1</translation>
    </message>
    <message>
        <source>Container: %1</source>
        <translation>컨테이너: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n made from it</source>
        <extracomment>nodes of the graph, read aloud</extracomment>
        <translation>
            <numerusform>여기서 만든 것 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <extracomment>nodes of the graph, read aloud</extracomment>
        <translation>
            <numerusform>%n개 선택됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Lineage of the images</source>
        <translation>이미지의 계보</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>read aloud; %1: name of the graph, %2: the node that is selected</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Arrow keys go from node to node, Space folds and unfolds chains, Ctrl+T shows the same nodes as an outline.</source>
        <extracomment>read aloud</extracomment>
        <translation>화살표 키로 노드 사이를 이동하고, Space 키로 단계를 접거나 펼치며, Ctrl+T 키로 같은 노드를 개요로 봅니다.</translation>
    </message>
</context>
<context>
    <name>onggi::Health</name>
    <message>
        <source>The kernel is too old for containers</source>
        <translation>커널이 너무 오래되어 컨테이너를 실행할 수 없습니다</translation>
    </message>
    <message>
        <source>Images cannot be mounted</source>
        <translation>이미지를 마운트할 수 없습니다</translation>
    </message>
    <message>
        <source>Containers cannot get user ids of their own</source>
        <translation>컨테이너에 별도의 사용자 ID를 줄 수 없습니다</translation>
    </message>
    <message>
        <source>Containers cannot be limited in every way</source>
        <translation>컨테이너의 자원 제한이 일부만 가능합니다</translation>
    </message>
    <message>
        <source>The container runtime is missing or has a known fault</source>
        <translation>컨테이너 런타임이 없거나 알려진 결함이 있습니다</translation>
    </message>
    <message>
        <source>The program that watches containers is missing</source>
        <translation>컨테이너를 지켜보는 프로그램이 없습니다</translation>
    </message>
    <message>
        <source>The seccomp profile is missing or cannot be used</source>
        <translation>seccomp 프로필이 없거나 사용할 수 없습니다</translation>
    </message>
    <message>
        <source>Ranges of ids cannot be given to containers</source>
        <translation>컨테이너에 ID 범위를 할당할 수 없습니다</translation>
    </message>
    <message>
        <source>What connects containers to networks is not complete</source>
        <translation>컨테이너를 네트워크에 연결하는 구성 요소가 부족합니다</translation>
    </message>
    <message>
        <source>Containers may not reach networks beyond this machine</source>
        <translation>컨테이너가 이 컴퓨터 밖의 네트워크에 접근하지 못할 수 있습니다</translation>
    </message>
    <message>
        <source>Nobody but root is served</source>
        <translation>root 외의 사용자는 이용할 수 없습니다</translation>
    </message>
    <message>
        <source>Layers are unpacked without being cut off from the network</source>
        <translation>레이어를 네트워크와 격리하지 않고 풉니다</translation>
    </message>
    <message>
        <source>Not all containers were found again</source>
        <translation>일부 컨테이너를 다시 찾지 못했습니다</translation>
    </message>
</context>
<context>
    <name>onggi::ImageActions</name>
    <message>
        <source>Tag…</source>
        <extracomment>verb</extracomment>
        <translation>태그 추가…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Pull…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Load archives</source>
        <translation>아카이브 불러오기</translation>
    </message>
    <message>
        <source>The archive could not be loaded</source>
        <translation>아카이브를 불러오지 못했습니다</translation>
    </message>
    <message>
        <source>Image archives (%1)</source>
        <translation>이미지 아카이브(%1)</translation>
    </message>
    <message>
        <source>All files (%1)</source>
        <translation>모든 파일(%1)</translation>
    </message>
    <message>
        <source>Load…</source>
        <translation>불러오기…</translation>
    </message>
    <message>
        <source>The images could not be deleted</source>
        <translation>이미지를 삭제하지 못했습니다</translation>
    </message>
    <message>
        <source>The images could not be saved</source>
        <translation>이미지를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>The image could not be pulled</source>
        <translation>이미지를 가져오지 못했습니다</translation>
    </message>
    <message>
        <source>The image could not be tagged</source>
        <translation>이미지에 태그를 추가하지 못했습니다</translation>
    </message>
    <message>
        <source>The image could not be pushed</source>
        <translation>이미지를 올리지 못했습니다</translation>
    </message>
    <message>
        <source>Push…</source>
        <translation>올리기…</translation>
    </message>
    <message>
        <source>Send the image to a registry</source>
        <translation>이미지를 레지스트리로 보냅니다</translation>
    </message>
    <message>
        <source>Save…</source>
        <extracomment>verb: into a file</extracomment>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Write the images into an archive</source>
        <translation>이미지를 아카이브 파일로 저장합니다</translation>
    </message>
    <message>
        <source>Free space…</source>
        <translation>공간 확보…</translation>
    </message>
    <message>
        <source>Delete unused images until enough of the disk is free</source>
        <translation>디스크 공간이 충분해질 때까지 사용하지 않는 이미지를 삭제합니다</translation>
    </message>
    <message>
        <source>Sign in to a registry…</source>
        <translation>레지스트리 로그인…</translation>
    </message>
</context>
<context>
    <name>onggi::ImageDetails</name>
    <message>
        <source>also tagged: %1</source>
        <extracomment>%1: tags of the same image</extracomment>
        <translation>다른 태그: %1</translation>
    </message>
    <message>
        <source>running ×%1</source>
        <extracomment>containers of the image that run</extracomment>
        <translation>실행 중 %1개</translation>
    </message>
    <message>
        <source>stopped ×%1</source>
        <extracomment>containers of the image that do not run</extracomment>
        <translation>중지됨 %1개</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>The configuration of this image cannot be read.</source>
        <translation>이 이미지의 설정을 해석할 수 없습니다.</translation>
    </message>
    <message>
        <source>The configuration of this image could not be read.</source>
        <translation>이 이미지의 설정을 읽지 못했습니다.</translation>
    </message>
    <message>
        <source>Select an image to see what it is made of.</source>
        <translation>이미지를 선택하면 그 구성이 표시됩니다.</translation>
    </message>
    <message>
        <source>Copy the whole id</source>
        <translation>ID 전체 복사</translation>
    </message>
    <message>
        <source>Details of the image</source>
        <translation>이미지 상세 정보</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>개요</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>레이어</translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>Config</source>
        <extracomment>short for configuration</extracomment>
        <translation>설정</translation>
    </message>
    <message>
        <source>Layers of the image</source>
        <translation>이미지의 레이어</translation>
    </message>
    <message>
        <source>History of the image</source>
        <translation>이미지의 이력</translation>
    </message>
    <message>
        <source>Configuration of the image</source>
        <translation>이미지의 설정</translation>
    </message>
</context>
<context>
    <name>onggi::ImageOverview</name>
    <message>
        <source>Made of</source>
        <translation>구성</translation>
    </message>
    <message>
        <source>Virtual size, content bytes</source>
        <translation>가상 크기, 내용 기준</translation>
    </message>
    <message>
        <source>What the image is made of</source>
        <translation>이미지의 구성</translation>
    </message>
    <message>
        <source>Unique and shared bytes</source>
        <translation>고유 크기와 공유 크기</translation>
    </message>
    <message>
        <source>Copy the whole digest</source>
        <translation>다이제스트 전체 복사</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>사용처</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>If deleted</source>
        <translation>삭제하면</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>없음</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>an image, and where it is from: &quot;nginx:1.29, pulled 6 days ago&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>onggi::ImageTree</name>
    <message>
        <source>Repository</source>
        <translation>저장소</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Provenance</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>만든 때</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>사용처</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>가상 크기</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>고유 크기</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>디스크</translation>
    </message>
    <message>
        <source>Digest</source>
        <translation>다이제스트</translation>
    </message>
    <message>
        <source>Untagged</source>
        <translation>태그 없음</translation>
    </message>
    <message numerus="yes">
        <source>Intermediate images: %n, already counted in the images above</source>
        <translation>
            <numerusform>중간 이미지 %n개, 위 이미지의 크기에 포함됨</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <extracomment>when an image was made</extracomment>
        <translation>알 수 없음</translation>
    </message>
</context>
<context>
    <name>onggi::ImagesPage</name>
    <message>
        <source>All registries</source>
        <translation>모든 레지스트리</translation>
    </message>
    <message>
        <source>The images could not be read</source>
        <translation>이미지를 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>two counts in one line: &quot;17 images, 40 layers&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 content</source>
        <translation>내용 크기: %1</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>디스크 사용: %1</translation>
    </message>
    <message>
        <source>%1 could be freed</source>
        <translation>확보 가능: %1</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>Only images that a container uses</source>
        <translation>컨테이너가 사용하는 이미지만</translation>
    </message>
    <message>
        <source>Dangling</source>
        <extracomment>images without a tag</extracomment>
        <translation>태그 없음</translation>
    </message>
    <message>
        <source>Only images without a tag</source>
        <translation>태그가 없는 이미지만</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>베이스</translation>
    </message>
    <message>
        <source>Only images that others are made on top of</source>
        <translation>다른 이미지의 베이스가 되는 이미지만</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>Only images of this registry</source>
        <translation>이 레지스트리의 이미지만</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>필터</translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation>이미지 필터</translation>
    </message>
    <message>
        <source>Names, tags, ids and containers (%1)</source>
        <translation>이름, 태그, ID, 컨테이너 (%1)</translation>
    </message>
    <message>
        <source>No image matches the filter.</source>
        <translation>필터에 맞는 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Details of the image</source>
        <translation>이미지 상세 정보</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>이미지를 읽는 중…</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>아직 이미지가 없습니다</translation>
    </message>
    <message>
        <source>An image holds the files that a container starts from. Images come from a registry or from an archive; this page shows what each is made of, what they share, and which containers use them.</source>
        <translation>이미지에는 컨테이너가 시작할 때 쓰는 파일이 들어 있습니다. 이미지는 레지스트리나 아카이브에서 가져옵니다. 이 페이지에서는 이미지의 구성, 서로 공유하는 부분, 사용하는 컨테이너를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>상세 정보 표시</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>이름 복사</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID 복사</translation>
    </message>
    <message>
        <source>Copy digest</source>
        <translation>다이제스트 복사</translation>
    </message>
</context>
<context>
    <name>onggi::IncludeButton</name>
    <message>
        <source>%1: %2</source>
        <extracomment>what a button does, and for which image</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>onggi::JobDialog</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>This window may be closed: Activity keeps the job.</source>
        <translation>이 창은 닫아도 됩니다. 진행 상황은 작업 페이지에 계속 표시됩니다.</translation>
    </message>
</context>
<context>
    <name>onggi::JobOrders</name>
    <message>
        <source>The transfer could not be paused</source>
        <translation>전송을 일시 중지하지 못했습니다</translation>
    </message>
    <message>
        <source>The transfer could not be resumed</source>
        <translation>전송을 계속하지 못했습니다</translation>
    </message>
    <message>
        <source>The job could not be cancelled</source>
        <translation>작업을 취소하지 못했습니다</translation>
    </message>
</context>
<context>
    <name>onggi::JobResult</name>
    <message>
        <source>New image: %1</source>
        <translation>새 이미지: %1</translation>
    </message>
    <message>
        <source>The image was here already: %1</source>
        <translation>이미 있던 이미지: %1</translation>
    </message>
    <message>
        <source>Downloaded: %1</source>
        <translation>내려받음: %1</translation>
    </message>
    <message>
        <source>Images: %1</source>
        <translation>이미지: %1</translation>
    </message>
    <message>
        <source>Tags: %1</source>
        <translation>태그: %1</translation>
    </message>
    <message>
        <source>Tags that other images had: %1</source>
        <translation>다른 이미지에서 옮겨 온 태그: %1</translation>
    </message>
    <message>
        <source>Freed on disk: %1</source>
        <translation>디스크에서 확보됨: %1</translation>
    </message>
    <message>
        <source>Tags removed: %1</source>
        <translation>제거된 태그: %1</translation>
    </message>
    <message>
        <source>Images deleted: %1</source>
        <translation>삭제된 이미지: %1</translation>
    </message>
    <message>
        <source>The tag was that of another image: %1</source>
        <extracomment>%1: id of the image that had the tag before</extracomment>
        <translation>태그를 옮겨 온 이미지: %1</translation>
    </message>
    <message>
        <source>Container: %1</source>
        <translation>컨테이너: %1</translation>
    </message>
    <message>
        <source>Exit code: %1</source>
        <translation>종료 코드: %1</translation>
    </message>
    <message>
        <source>Nothing is broken.</source>
        <translation>손상된 곳이 없습니다.</translation>
    </message>
    <message>
        <source>Pushed: %1, %2</source>
        <extracomment>%1: name of an image in a registry, %2: its digest</extracomment>
        <translation>올리기 완료: %1, %2</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>보낸 크기: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) taken over there</source>
        <extracomment>layers that the registry has in another repository</extracomment>
        <translation>
            <numerusform>다른 저장소에서 그대로 쓴 레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Written, before compression: %1</source>
        <extracomment>an archive: %1: bytes of the layers in it</extracomment>
        <translation>기록한 크기(압축 전): %1</translation>
    </message>
</context>
<context>
    <name>onggi::JobTable</name>
    <message>
        <source>Job</source>
        <extracomment>something that is being done, or has been</extracomment>
        <translation>작업</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>속도</translation>
    </message>
    <message>
        <source>Left or ended</source>
        <extracomment>time that is left, or when it ended</extracomment>
        <translation>남은 시간/끝난 때</translation>
    </message>
    <message>
        <source>User</source>
        <extracomment>who began it</extracomment>
        <translation>사용자</translation>
    </message>
</context>
<context>
    <name>onggi::JobText</name>
    <message>
        <source>Look up</source>
        <translation>조회</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>올리기</translation>
    </message>
    <message>
        <source>Search for</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>List tags of</source>
        <translation>태그 목록</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>살펴보기</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>Tag</source>
        <extracomment>verb</extracomment>
        <translation>태그 추가</translation>
    </message>
    <message>
        <source>Delete images</source>
        <translation>이미지 삭제</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>만들기</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Kill</source>
        <translation>강제 종료</translation>
    </message>
    <message>
        <source>Remove container</source>
        <translation>컨테이너 삭제</translation>
    </message>
    <message>
        <source>Execute in</source>
        <translation>명령 실행</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>이미지로 들여오기</translation>
    </message>
    <message>
        <source>Make an image of</source>
        <translation>이미지로 만들기</translation>
    </message>
    <message>
        <source>Compare with its image</source>
        <translation>이미지와 비교</translation>
    </message>
    <message>
        <source>Check the store</source>
        <translation>저장소 점검</translation>
    </message>
    <message>
        <source>Repair the store</source>
        <translation>저장소 복구</translation>
    </message>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>전송 %n건</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>how many, and how fast together: &quot;2 transfers, 9.6 MB/s&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <extracomment>what is done, and to what: &quot;Pull nginx:1.29&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>waiting for permission</source>
        <translation>권한 확인 대기</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>일시 중지됨</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>대기 중</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>bytes that are there, and all of them</extracomment>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1/s</source>
        <extracomment>bytes a second</extracomment>
        <translation>%1/초</translation>
    </message>
    <message>
        <source>%1 left</source>
        <extracomment>%1: a span of time</extracomment>
        <translation>%1 남음</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <extracomment>how many, and that none of them goes on: &quot;2 transfers, paused&quot;</extracomment>
        <translation>%1, 일시 중지됨</translation>
    </message>
</context>
<context>
    <name>onggi::JobView</name>
    <message>
        <source>done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>done, %1</source>
        <translation>완료, %1</translation>
    </message>
    <message>
        <source>unpacking</source>
        <translation>푸는 중</translation>
    </message>
    <message>
        <source>unpacking, %1</source>
        <translation>푸는 중, %1</translation>
    </message>
    <message>
        <source>Progress of the whole job</source>
        <translation>전체 진행</translation>
    </message>
    <message>
        <source>Progress by layer</source>
        <translation>레이어별 진행</translation>
    </message>
    <message>
        <source>there already</source>
        <extracomment>of a layer that is not sent, because the registry has it</extracomment>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>taken over there</source>
        <extracomment>of a layer that is not sent, because the registry has it in another repository</extracomment>
        <translation>다른 저장소에서 그대로 씀</translation>
    </message>
</context>
<context>
    <name>onggi::KeptBy</name>
    <message>
        <source>%1</source>
        <comment>container</comment>
        <extracomment>%1: a container that keeps an image from being deleted</extracomment>
        <translation>컨테이너 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n container(s)</source>
        <extracomment>that keep an image from being deleted</extracomment>
        <translation>
            <numerusform>컨테이너 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) made from it</source>
        <translation>
            <numerusform>파생 이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) made from them</source>
        <translation>
            <numerusform>파생 이미지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <extracomment>%1: containers, %2: images; both keep an image from being deleted</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>onggi::LineageDeletion</name>
    <message>
        <source>What will be deleted</source>
        <translation>삭제될 항목</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Deleted</source>
        <extracomment>before images that will be deleted</extracomment>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Kept</source>
        <extracomment>before images that were to be deleted and cannot be</extracomment>
        <translation>유지</translation>
    </message>
    <message>
        <source>%1, +%2</source>
        <extracomment>what a button includes, and the bytes that would come back for it: &quot;Include, +77.4 MB&quot;</extracomment>
        <translation>%1, +%2</translation>
    </message>
</context>
<context>
    <name>onggi::LineagePage</name>
    <message>
        <source>Select a node to see what it is made of and what is made from it.</source>
        <translation>노드를 선택하면 무엇으로 만들어졌고 무엇이 파생되었는지 표시됩니다.</translation>
    </message>
    <message numerus="yes">
        <source>Made of: %n layer(s), %1</source>
        <translation>
            <numerusform>구성: 레이어 %n개, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made from it: %n image(s), %1</source>
        <translation>
            <numerusform>여기서 파생: 이미지 %n개, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The images could not be read</source>
        <translation>이미지를 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Lineage</source>
        <translation>계보</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>결과 없음</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <extracomment>which of the nodes that were found is selected</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n개 찾음</numerusform>
        </translation>
    </message>
    <message>
        <source>Export the graph</source>
        <translation>그래프 내보내기</translation>
    </message>
    <message>
        <source>Drawing (*.svg)</source>
        <translation>벡터 그림(*.svg)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>그림(*.png)</translation>
    </message>
    <message>
        <source>lineage</source>
        <translation>계보</translation>
    </message>
    <message>
        <source>The graph could not be exported</source>
        <translation>그래프를 내보낼 수 없습니다</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <extracomment>%1: path of a file</extracomment>
        <translation>파일에 쓸 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Fold steps</source>
        <extracomment>a button that stays pressed while steps without an image are drawn as one</extracomment>
        <translation>단계 접기</translation>
    </message>
    <message>
        <source>Find in graph</source>
        <translation>그래프에서 찾기</translation>
    </message>
    <message>
        <source>Outline of the lineage</source>
        <translation>계보 개요</translation>
    </message>
    <message>
        <source>Reading the images…</source>
        <translation>이미지를 읽는 중…</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>아직 이미지가 없습니다</translation>
    </message>
    <message>
        <source>This page draws which image is made from which, and how many bytes each step adds. It fills with the first image.</source>
        <translation>어떤 이미지에서 어떤 이미지를 만들었는지, 단계마다 몇 바이트가 늘어나는지 그립니다. 첫 이미지가 생기면 채워집니다.</translation>
    </message>
    <message>
        <source>Fold or unfold the chain (Space)</source>
        <translation>단계 접기/펼치기 (Space)</translation>
    </message>
    <message>
        <source>Fit into the window</source>
        <translation>창에 맞추기</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Zoom to 100%</source>
        <translation>100% 크기</translation>
    </message>
    <message>
        <source>Outline</source>
        <extracomment>the graph as a tree of rows</extracomment>
        <translation>개요</translation>
    </message>
    <message>
        <source>Export the graph…</source>
        <translation>그래프 내보내기…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>삭제…</translation>
    </message>
    <message>
        <source>Names, tags, ids, steps and containers (%1)</source>
        <translation>이름, 태그, ID, 단계, 컨테이너 (%1)</translation>
    </message>
    <message>
        <source>The images could not be deleted</source>
        <translation>이미지를 삭제하지 못했습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n개 선택됨</numerusform>
        </translation>
    </message>
    <message>
        <source>Height: content</source>
        <extracomment>what the height of a box in the graph stands for: the bytes of its files</extracomment>
        <translation>높이: 내용 크기</translation>
    </message>
    <message>
        <source>Height: on disk</source>
        <extracomment>what the height of a box in the graph stands for: the bytes that it takes on the disk</extracomment>
        <translation>높이: 디스크 크기</translation>
    </message>
    <message>
        <source>What heights stand for</source>
        <translation>높이의 기준</translation>
    </message>
</context>
<context>
    <name>onggi::LineageStatus</name>
    <message>
        <source>%1, %2, %3 on disk</source>
        <extracomment>two counts and their bytes in one line: &quot;17 images, 40 layers, 1.15 GB on disk&quot;</extracomment>
        <translation>%1, %2, 디스크 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Could be freed</source>
        <extracomment>before bytes of layers that no container needs</extracomment>
        <translation>확보 가능</translation>
    </message>
    <message>
        <source>%1 virtual = %2 unique + %3 shared</source>
        <extracomment>a sum: &quot;166.1 MB virtual = 0 B unique + 166.1 MB shared&quot;</extracomment>
        <translation>가상 %1 = 고유 %2 + 공유 %3</translation>
    </message>
    <message>
        <source>%1 content, %2 on disk</source>
        <translation>내용 %1, 디스크 %2</translation>
    </message>
    <message>
        <source>Freed if deleted</source>
        <extracomment>before bytes</extracomment>
        <translation>삭제하면 확보</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>디스크 %1</translation>
    </message>
    <message>
        <source>Blocked by</source>
        <extracomment>before what keeps an image from being deleted</extracomment>
        <translation>막는 항목</translation>
    </message>
    <message>
        <source>As last seen</source>
        <extracomment>the figures after it are of an earlier time: the helper is not there (yet)</extracomment>
        <translation>마지막으로 본 내용</translation>
    </message>
</context>
<context>
    <name>onggi::LoadDialog</name>
    <message>
        <source>%1 of %2</source>
        <extracomment>of several archives, which one this is</extracomment>
        <translation>%2개 중 %1번째</translation>
    </message>
    <message>
        <source>Load an archive</source>
        <translation>아카이브 불러오기</translation>
    </message>
    <message>
        <source>Reading what is in it…</source>
        <translation>내용을 읽는 중…</translation>
    </message>
    <message>
        <source>Cancel loading</source>
        <translation>불러오기 취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Next archive</source>
        <translation>다음 아카이브</translation>
    </message>
    <message>
        <source>Show image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>This window may be closed: Activity keeps the job.</source>
        <translation>이 창은 닫아도 됩니다. 진행 상황은 작업 페이지에 계속 표시됩니다.</translation>
    </message>
    <message>
        <source>%1 cannot be loaded</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>불러올 수 없음: %1</translation>
    </message>
    <message>
        <source>The file has changed</source>
        <translation>파일이 바뀌었습니다</translation>
    </message>
    <message>
        <source>What is in it now is being read again.</source>
        <translation>바뀐 내용을 다시 읽는 중입니다.</translation>
    </message>
    <message>
        <source>%1 was not loaded</source>
        <extracomment>%1: name of a file</extracomment>
        <translation>불러오지 못함: %1</translation>
    </message>
</context>
<context>
    <name>onggi::LoadTable</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Image, layers</source>
        <translation>이미지, 레이어</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>단계</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>In the archive</source>
        <translation>크기</translation>
    </message>
    <message>
        <source>What is in the archive</source>
        <translation>아카이브의 내용</translation>
    </message>
</context>
<context>
    <name>onggi::LoadText</name>
    <message>
        <source>it is empty</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>파일이 아님</translation>
    </message>
    <message>
        <source>it is no tar archive, or it is damaged</source>
        <translation>tar 아카이브가 아니거나 손상됨</translation>
    </message>
    <message>
        <source>it is cut short</source>
        <translation>중간에서 잘림</translation>
    </message>
    <message>
        <source>it is cut short, or its compressed data are damaged</source>
        <translation>중간에서 잘렸거나 압축 데이터가 손상됨</translation>
    </message>
    <message>
        <source>it lists too many files</source>
        <translation>파일이 너무 많음</translation>
    </message>
    <message>
        <source>it lists too many layers</source>
        <translation>레이어가 너무 많음</translation>
    </message>
    <message>
        <source>a name in it is too long</source>
        <translation>너무 긴 파일 이름이 있음</translation>
    </message>
    <message>
        <source>a name in it leads out of it</source>
        <translation>아카이브 밖을 가리키는 파일 이름이 있음</translation>
    </message>
    <message>
        <source>it has two files of one name, so what is in it cannot be told</source>
        <translation>이름이 같은 파일이 둘이라 내용을 알 수 없음</translation>
    </message>
    <message>
        <source>it has neither a manifest.json nor an index.json</source>
        <translation>manifest.json도 index.json도 없음</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names</extracomment>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: everything is here already</source>
        <extracomment>%1: &quot;2 images&quot;</extracomment>
        <translation>%1: 모두 이미 있음</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) here (%1)</source>
        <translation>
            <numerusform>이미 있는 레이어 %n개(%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new layer(s) (%1)</source>
        <translation>
            <numerusform>새 레이어 %n개(%1)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: &quot;2 images&quot;, %2: &quot;3 layers here (204.0 MB), 2 new layers (26.0 MB)&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <extracomment>a tag that moves from one image to another; %1: its name, %2: id of the image</extracomment>
        <translation>%1(지금은 %2)</translation>
    </message>
    <message>
        <source>Moves tags: %1</source>
        <extracomment>%1: a list of &quot;shop/web:2 from c83e5f1b7702&quot;</extracomment>
        <translation>옮겨지는 태그: %1</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>이미 있음</translation>
    </message>
    <message>
        <source>new image</source>
        <translation>새 이미지</translation>
    </message>
    <message numerus="yes">
        <source>%n new tag(s)</source>
        <translation>
            <numerusform>새 태그 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moves %n tag(s)</source>
        <translation>
            <numerusform>태그 %n개 옮김</numerusform>
        </translation>
    </message>
    <message>
        <source>as above</source>
        <translation>위와 같음</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새 레이어</translation>
    </message>
    <message>
        <source>here</source>
        <translation>있음</translation>
    </message>
    <message>
        <source>here: %1</source>
        <extracomment>%1: an image that has the layer</extracomment>
        <translation>있음: %1</translation>
    </message>
    <message numerus="yes">
        <source>here: %1 and %n more image(s)</source>
        <extracomment>%1: an image that has the layer</extracomment>
        <translation>
            <numerusform>있음: %1 외 이미지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>This is no image archive, or not a whole one: %1.</source>
        <extracomment>%1: a reason, such as &quot;it is cut short&quot;</extracomment>
        <translation>이미지 아카이브가 아니거나 온전하지 않습니다: %1.</translation>
    </message>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>파일을 읽을 수 없습니다: %1</translation>
    </message>
    <message>
        <source>Nothing in it is made for this machine.</source>
        <translation>이 컴퓨터용 이미지가 없습니다.</translation>
    </message>
    <message>
        <source>Its table of contents makes no sense: %1</source>
        <translation>목차를 해석할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>it uses a form of tar that is not read here</source>
        <translation>지원하지 않는 형식의 tar임</translation>
    </message>
</context>
<context>
    <name>onggi::LogPanel</name>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>%1, following</source>
        <extracomment>&quot;13 lines&quot;, and the view goes on with each new one</extracomment>
        <translation>%1, 따라가는 중</translation>
    </message>
    <message>
        <source>The container has not written anything yet.</source>
        <translation>컨테이너가 아직 아무것도 출력하지 않았습니다.</translation>
    </message>
    <message>
        <source>The container has not written anything.</source>
        <translation>컨테이너가 아무것도 출력하지 않았습니다.</translation>
    </message>
    <message>
        <source>The log could not be read</source>
        <translation>로그를 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Search in log</source>
        <translation>로그에서 찾기</translation>
    </message>
    <message>
        <source>%1 to search, %2 for the next place</source>
        <extracomment>keys of the keyboard</extracomment>
        <translation>찾기 %1, 다음 찾기 %2</translation>
    </message>
    <message>
        <source>Follow</source>
        <extracomment>the log, as it grows</extracomment>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>Go on with each new line</source>
        <translation>새 줄이 나올 때마다 끝으로 이동</translation>
    </message>
    <message>
        <source>Wrap</source>
        <extracomment>long lines</extracomment>
        <translation>줄 바꿈</translation>
    </message>
    <message>
        <source>Continue long lines in the next row</source>
        <translation>긴 줄을 다음 행에 이어서 표시</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>시각</translation>
    </message>
    <message>
        <source>Show when each line was written</source>
        <translation>각 줄을 출력한 시각 표시</translation>
    </message>
    <message>
        <source>Log of the container</source>
        <translation>컨테이너 로그</translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln줄</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LogView</name>
    <message>
        <source>standard error: %1</source>
        <extracomment>%1: a line that a container has written</extracomment>
        <translation>표준 오류: %1</translation>
    </message>
    <message>
        <source>Copy lines</source>
        <translation>줄 복사</translation>
    </message>
</context>
<context>
    <name>onggi::MainWindow</name>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>About Onggi</source>
        <translation>옹기 정보</translation>
    </message>
    <message>
        <source>Onggi %1</source>
        <translation>옹기 %1</translation>
    </message>
    <message>
        <source>Container images, their lineage and their bytes.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>컨테이너 이미지와 그 계보, 그리고 바이트.
GNU 일반 공중 사용 허가서 3판 또는 그 이후 판에 따른 자유 소프트웨어입니다.</translation>
    </message>
    <message>
        <source>Health</source>
        <extracomment>of the machine</extracomment>
        <translation>상태 점검</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>메뉴 (F10)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>메뉴 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>페이지</translation>
    </message>
    <message>
        <source>State of this page</source>
        <translation>이 페이지의 상태</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>연결 중…</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <extracomment>of the machine, found by the health check</extracomment>
        <translation>
            <numerusform>문제 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Machine ready</source>
        <extracomment>the health check of the machine has found nothing broken</extracomment>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>다시 연결 중…</translation>
    </message>
    <message>
        <source>The helper has ended unexpectedly</source>
        <translation>헬퍼가 예기치 않게 종료되었습니다</translation>
    </message>
    <message>
        <source>It is being started again. Until then, what was last seen is shown.</source>
        <translation>다시 시작하는 중입니다. 그때까지 마지막으로 본 내용을 표시합니다.</translation>
    </message>
    <message>
        <source>No system bus</source>
        <translation>시스템 버스 없음</translation>
    </message>
    <message>
        <source>There is no system bus on this machine</source>
        <translation>이 컴퓨터에는 시스템 버스가 없습니다</translation>
    </message>
    <message>
        <source>Onggi reaches its helper over D-Bus. Install the package dbus and start it: sudo systemctl start dbus</source>
        <translation>옹기는 D-Bus로 헬퍼와 통신합니다. dbus 패키지를 설치하고 시작하십시오: sudo systemctl start dbus</translation>
    </message>
    <message>
        <source>Helper missing</source>
        <translation>헬퍼 없음</translation>
    </message>
    <message>
        <source>Onggi’s helper is not installed</source>
        <translation>옹기 헬퍼가 설치되어 있지 않습니다</translation>
    </message>
    <message>
        <source>It keeps the images and runs the containers, as the system service org.onggi.Helper1. Install it with: sudo apt install onggi</source>
        <translation>헬퍼는 시스템 서비스 org.onggi.Helper1로서 이미지를 보관하고 컨테이너를 실행합니다. 설치 명령: sudo apt install onggi</translation>
    </message>
    <message>
        <source>Onggi’s helper does not start</source>
        <translation>옹기 헬퍼가 시작되지 않습니다</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Show the activity</source>
        <translation>작업 보기</translation>
    </message>
    <message>
        <source>As last seen</source>
        <extracomment>the figures after it are of an earlier time: the helper is not there (yet)</extracomment>
        <translation>마지막으로 본 내용</translation>
    </message>
    <message>
        <source>Connected</source>
        <extracomment>the helper is there, and does not tell how the machine is</extracomment>
        <translation>연결됨</translation>
    </message>
</context>
<context>
    <name>onggi::Origin</name>
    <message>
        <source>pulled %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 가져옴</translation>
    </message>
    <message>
        <source>loaded %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 불러옴</translation>
    </message>
    <message>
        <source>imported %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 들여옴</translation>
    </message>
    <message>
        <source>built %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 빌드함</translation>
    </message>
    <message>
        <source>committed %1</source>
        <extracomment>%1: &quot;2 hours ago&quot;</extracomment>
        <translation>%1 커밋함</translation>
    </message>
    <message>
        <source>pulled</source>
        <extracomment>how an image or a layer came into the store</extracomment>
        <translation>가져옴</translation>
    </message>
    <message>
        <source>loaded</source>
        <extracomment>how an image or a layer came into the store</extracomment>
        <translation>불러옴</translation>
    </message>
    <message>
        <source>imported</source>
        <extracomment>how an image or a layer came into the store</extracomment>
        <translation>들여옴</translation>
    </message>
    <message>
        <source>built</source>
        <extracomment>how an image or a layer came into the store</extracomment>
        <translation>빌드함</translation>
    </message>
    <message>
        <source>committed</source>
        <extracomment>how an image or a layer came into the store</extracomment>
        <translation>커밋함</translation>
    </message>
</context>
<context>
    <name>onggi::PortRows</name>
    <message>
        <source>free</source>
        <extracomment>a port</extracomment>
        <translation>사용 가능</translation>
    </message>
    <message>
        <source>in use by %1</source>
        <extracomment>a port; %1 is a container</extracomment>
        <translation>사용 중: %1</translation>
    </message>
    <message>
        <source>in use by another program</source>
        <extracomment>a port</extracomment>
        <translation>다른 프로그램이 사용 중</translation>
    </message>
    <message>
        <source>needs an administrator</source>
        <extracomment>a port</extracomment>
        <translation>관리자 권한 필요</translation>
    </message>
    <message>
        <source>this machine has no such address</source>
        <translation>이 컴퓨터에 없는 주소</translation>
    </message>
    <message>
        <source>named twice</source>
        <extracomment>a port that two rows name</extracomment>
        <translation>두 번 지정됨</translation>
    </message>
    <message>
        <source>any that is free</source>
        <extracomment>a port that is chosen at the start</extracomment>
        <translation>비어 있는 아무 포트</translation>
    </message>
    <message>
        <source>container</source>
        <extracomment>before a port inside of the container</extracomment>
        <translation>컨테이너</translation>
    </message>
    <message>
        <source>host</source>
        <extracomment>before a port of this machine</extracomment>
        <translation>호스트</translation>
    </message>
    <message>
        <source>Port of the container</source>
        <translation>컨테이너 포트</translation>
    </message>
    <message>
        <source>Port of this machine</source>
        <translation>이 컴퓨터의 포트</translation>
    </message>
    <message>
        <source>A port, or an address and a port: 127.0.0.1:8080. Empty: any that is free.</source>
        <translation>포트, 또는 주소와 포트(예: 127.0.0.1:8080). 비워 두면 비어 있는 포트를 자동으로 정합니다.</translation>
    </message>
    <message>
        <source>Do not publish this port</source>
        <translation>이 포트를 공개하지 않음</translation>
    </message>
    <message>
        <source>Add port</source>
        <translation>포트 추가</translation>
    </message>
    <message>
        <source>Do not publish the port %1</source>
        <translation>공개하지 않을 포트: %1</translation>
    </message>
</context>
<context>
    <name>onggi::PullDialog</name>
    <message>
        <source>A name such as nginx, nginx:1.29 or ghcr.io/owner/app:2.</source>
        <translation>예: nginx, nginx:1.29, ghcr.io/owner/app:2</translation>
    </message>
    <message>
        <source>The transfer was cancelled</source>
        <translation>전송이 취소되었습니다</translation>
    </message>
    <message>
        <source>The image is here.</source>
        <translation>이미지를 가져왔습니다.</translation>
    </message>
    <message>
        <source>The image was here already; nothing has changed.</source>
        <translation>이미 있는 이미지이며 바뀐 것이 없습니다.</translation>
    </message>
    <message>
        <source>The image could not be pulled</source>
        <translation>이미지를 가져오지 못했습니다</translation>
    </message>
    <message>
        <source>Pull an image</source>
        <translation>이미지 가져오기</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>플랫폼</translation>
    </message>
    <message>
        <source>Accept plain HTTP, and certificates that do not verify</source>
        <translation>암호화되지 않은 HTTP와 확인할 수 없는 인증서 허용</translation>
    </message>
    <message>
        <source>This window may be closed: Activity keeps the transfer.</source>
        <translation>이 창은 닫아도 됩니다. 전송은 작업 페이지에 계속 표시됩니다.</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>전송 취소</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Show image</source>
        <translation>이미지 보기</translation>
    </message>
    <message>
        <source>Pull</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>When to ask the registry</source>
        <translation>레지스트리 확인 시점</translation>
    </message>
    <message>
        <source>Always ask the registry</source>
        <translation>항상 레지스트리에 확인</translation>
    </message>
    <message>
        <source>Pull only what is missing</source>
        <translation>없는 것만 가져오기</translation>
    </message>
    <message>
        <source>Keep what is here if the registry fails</source>
        <translation>레지스트리가 응답하지 않으면 있는 것 사용</translation>
    </message>
    <message>
        <source>Never ask the registry</source>
        <translation>레지스트리에 확인하지 않음</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>로그인…</translation>
    </message>
    <message>
        <source>The registry is not asked: only an image that is here will do.</source>
        <translation>레지스트리에 확인하지 않고, 이미 있는 이미지만 사용합니다.</translation>
    </message>
    <message>
        <source>The image is here; the registry is not asked.</source>
        <translation>이미지가 이미 있어 레지스트리에 확인하지 않습니다.</translation>
    </message>
    <message>
        <source>%1 is being asked…</source>
        <extracomment>%1: name of a registry</extracomment>
        <translation>레지스트리에 확인하는 중: %1…</translation>
    </message>
    <message>
        <source>Anonymous at %1</source>
        <extracomment>nobody is signed in; %1: name of a registry</extracomment>
        <translation>익명 접속: %1</translation>
    </message>
    <message>
        <source>Signed in at %1</source>
        <extracomment>%1: name of a registry</extracomment>
        <translation>로그인됨: %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1: name of a user, %2: name of a registry</extracomment>
        <translation>%1(%2)</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
    <message>
        <source>The image that is here was kept: the registry failed</source>
        <translation>레지스트리에 문제가 있어 이미 있는 이미지를 그대로 두었습니다</translation>
    </message>
</context>
<context>
    <name>onggi::PullPlanView</name>
    <message>
        <source>%1 free on disk</source>
        <extracomment>%1: bytes</extracomment>
        <translation>디스크 여유 공간 %1</translation>
    </message>
</context>
<context>
    <name>onggi::PullTable</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 came earlier</source>
        <extracomment>%1: bytes of layers that an unfinished pull has left</extracomment>
        <translation>전에 받은 %1</translation>
    </message>
    <message>
        <source>Layer</source>
        <extracomment>one part of an image</extracomment>
        <translation>레이어</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>In the registry</source>
        <translation>레지스트리 크기</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>내려받기</translation>
    </message>
    <message>
        <source>Layers of the image</source>
        <translation>이미지의 레이어</translation>
    </message>
</context>
<context>
    <name>onggi::PullText</name>
    <message>
        <source>All layers are here already</source>
        <translation>모든 레이어가 이미 있음</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) here (%1)</source>
        <extracomment>%1: their bytes</extracomment>
        <translation>
            <numerusform>이미 있는 레이어 %n개(%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to download (%1)</source>
        <extracomment>layers; %1: their bytes</extracomment>
        <translation>
            <numerusform>내려받을 레이어 %n개(%1)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <extracomment>%1: bytes that the image will take</extracomment>
        <translation>디스크 사용량 %1</translation>
    </message>
    <message>
        <source>to download</source>
        <translation>내려받을 예정</translation>
    </message>
    <message>
        <source>The tag moves here from the image %1, which stays.</source>
        <extracomment>%1: id of an image</extracomment>
        <translation>다른 이미지의 태그를 옮겨 오며, 그 이미지는 남습니다: %1</translation>
    </message>
    <message>
        <source>About %1 at the last rate of %2</source>
        <extracomment>%1: a span of time, %2: &quot;9.6 MB/s&quot;</extracomment>
        <translation>약 %1(최근 속도 %2 기준)</translation>
    </message>
    <message>
        <source>The disk is too small: it takes about %1, and %2 are free. Deleting images that nothing uses makes room.</source>
        <translation>디스크 공간이 부족합니다. 필요한 공간 약 %1, 여유 공간 %2. 사용하지 않는 이미지를 삭제하면 공간이 생깁니다.</translation>
    </message>
</context>
<context>
    <name>onggi::PushDialog</name>
    <message>
        <source>Push %1</source>
        <translation>올리기: %1</translation>
    </message>
    <message>
        <source>This image is gone.</source>
        <translation>이 이미지는 삭제되었습니다.</translation>
    </message>
    <message>
        <source>An image is pushed under a tag, not under a digest.</source>
        <translation>이미지를 올리려면 다이제스트가 아닌 태그가 필요합니다.</translation>
    </message>
    <message>
        <source>A name such as ghcr.io/owner/app:2.</source>
        <translation>예: ghcr.io/owner/app:2</translation>
    </message>
    <message>
        <source>At most %1, %2 before compression</source>
        <extracomment>%1: &quot;4 layers&quot;, %2: their bytes</extracomment>
        <translation>최대 %1, 압축 전 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 takes this only from somebody who is signed in and may write there.</source>
        <extracomment>%1: host of a registry</extracomment>
        <translation>로그인했고 쓰기 권한이 있어야 올릴 수 있습니다: %1</translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation>로그인…</translation>
    </message>
    <message>
        <source>Push an image</source>
        <translation>이미지 올리기</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>올리기</translation>
    </message>
    <message>
        <source>Cancel transfer</source>
        <translation>전송 취소</translation>
    </message>
    <message>
        <source>The image could not be pushed</source>
        <translation>이미지를 올리지 못했습니다</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>Layers that the registry has already are not sent: how many those are is known once it has been asked.</source>
        <translation>레지스트리에 이미 있는 레이어는 보내지 않습니다. 얼마나 되는지는 레지스트리에 확인한 뒤에 알 수 있습니다.</translation>
    </message>
    <message>
        <source>Accept plain HTTP, and certificates that do not verify</source>
        <translation>암호화되지 않은 HTTP와 확인할 수 없는 인증서 허용</translation>
    </message>
</context>
<context>
    <name>onggi::Removal</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>a name, and how many others there are beside it</extracomment>
        <translation>
            <numerusform>%1 외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on disk come back</source>
        <translation>디스크 %1 확보</translation>
    </message>
    <message>
        <source>kept: %1 is running on it</source>
        <extracomment>%1: containers that keep an image from being deleted</extracomment>
        <translation>유지됨: %1 실행 중</translation>
    </message>
    <message>
        <source>kept: used by %1</source>
        <extracomment>%1: containers that keep an image from being deleted</extracomment>
        <translation>유지됨: 사용 중인 컨테이너 %1</translation>
    </message>
    <message>
        <source>kept: base of %1</source>
        <extracomment>%1: images that keep an image from being deleted</extracomment>
        <translation>유지됨: 파생 이미지 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted</source>
        <translation>
            <numerusform>%n개 선택됨, 삭제하면 확보: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (running)</source>
        <extracomment>%1: a container</extracomment>
        <translation>%1(실행 중)</translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted, kept by %2</source>
        <translation>
            <numerusform>%n개 선택됨, 삭제하면 확보: %1, 막는 항목: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>kept</source>
        <translation>유지됨</translation>
    </message>
    <message>
        <source>kept: base of %1 (running: %2)</source>
        <extracomment>%1: images that keep an image from being deleted; %2: a container of the first of them</extracomment>
        <translation>유지됨: 파생 이미지 %1(실행 중: %2)</translation>
    </message>
    <message>
        <source>untag; the image stays under its other tags</source>
        <translation>태그만 제거, 이미지는 다른 태그로 남음</translation>
    </message>
    <message>
        <source>delete; all its layers are shared and stay</source>
        <translation>삭제, 레이어는 모두 공유 중이라 남음</translation>
    </message>
    <message numerus="yes">
        <source>delete %n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개 삭제</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>untag and delete %n layer(s)</source>
        <translation>
            <numerusform>태그 제거 및 레이어 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is running on it</source>
        <extracomment>after the name of an image; %1: containers that keep it from being deleted</extracomment>
        <translation>%1 실행 중</translation>
    </message>
    <message>
        <source>used by %1</source>
        <extracomment>after the name of an image; %1: containers that keep it from being deleted</extracomment>
        <translation>사용 중: %1</translation>
    </message>
    <message>
        <source>base of %1</source>
        <extracomment>after the name of an image; %1: images that keep it from being deleted</extracomment>
        <translation>파생 이미지 %1</translation>
    </message>
    <message>
        <source>base of %1, running: %2</source>
        <extracomment>after the name of an image; %1: images that keep it; %2: a container of the first of them</extracomment>
        <translation>파생 이미지 %1, 실행 중: %2</translation>
    </message>
</context>
<context>
    <name>onggi::RemoveContainersDialog</name>
    <message>
        <source>stop and remove</source>
        <translation>중지 후 삭제</translation>
    </message>
    <message>
        <source>remove</source>
        <translation>삭제</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n container(s)</source>
        <translation>
            <numerusform>컨테이너 %n개 삭제</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Stop and remove</source>
        <translation>중지 후 삭제</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Files that were written inside, and logs, are lost. Images stay.</source>
        <translation>컨테이너 안에서 바뀐 파일과 로그가 사라집니다. 이미지는 그대로 남습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::RunDialog</name>
    <message>
        <source>The image cannot be read: %1</source>
        <translation>이미지를 읽을 수 없음: %1</translation>
    </message>
    <message>
        <source>taken</source>
        <extracomment>a name</extracomment>
        <translation>사용 중</translation>
    </message>
    <message>
        <source>one is made up</source>
        <translation>자동으로 정함</translation>
    </message>
    <message>
        <source>free</source>
        <translation>사용 가능</translation>
    </message>
    <message>
        <source>Asks an administrator: it reaches beyond its confinement</source>
        <translation>관리자 확인 필요: 격리를 벗어납니다</translation>
    </message>
    <message>
        <source>Asks for no permission</source>
        <translation>권한 확인 없음</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>시작하는 중…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Run container</source>
        <translation>컨테이너 실행</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>포트</translation>
    </message>
    <message>
        <source>Show as command</source>
        <translation>명령으로 보기</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>The container was not started</source>
        <translation>컨테이너를 시작하지 못했습니다</translation>
    </message>
    <message>
        <source>This image is no longer there.</source>
        <translation>이 이미지는 더 이상 없습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::RunDraft</name>
    <message>
        <source>two or more letters, digits, “_”, “.” or “-”, the first a letter or digit</source>
        <translation>영문자, 숫자, “_”, “.”, “-”로 두 글자 이상, 첫 글자는 영문자나 숫자</translation>
    </message>
    <message>
        <source>at most 63 letters, digits, “.” or “-”</source>
        <translation>영문자, 숫자, “.”, “-”로 63자 이하</translation>
    </message>
    <message>
        <source>the working directory has to begin with “/”</source>
        <translation>작업 디렉터리는 “/”로 시작해야 합니다</translation>
    </message>
    <message>
        <source>not a user</source>
        <translation>사용자가 아닙니다</translation>
    </message>
    <message>
        <source>a quote is not closed</source>
        <translation>따옴표가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>expected NAME=value: %1</source>
        <translation>“이름=값” 형식이 아님: %1</translation>
    </message>
    <message>
        <source>a number from 1 to 65535</source>
        <translation>1부터 65535까지의 수</translation>
    </message>
    <message>
        <source>memory is a size like 64m or 1.5g, at least 6m</source>
        <translation>메모리는 64m, 1.5g 같은 크기, 6m 이상</translation>
    </message>
    <message>
        <source>processors are a number like 1.5, at least 0.01</source>
        <translation>프로세서는 1.5 같은 수, 0.01 이상</translation>
    </message>
    <message>
        <source>processes are a whole number</source>
        <translation>프로세스는 정수</translation>
    </message>
</context>
<context>
    <name>onggi::RunEntry</name>
    <message>
        <source>Run…</source>
        <translation>실행…</translation>
    </message>
    <message>
        <source>Run a container of this image</source>
        <translation>이 이미지로 컨테이너 실행</translation>
    </message>
</context>
<context>
    <name>onggi::RunGroups</name>
    <message>
        <source>none</source>
        <extracomment>an image that names no command
----------
no network at all</extracomment>
        <translation>없음</translation>
    </message>
    <message numerus="yes">
        <source>%n of your own</source>
        <extracomment>environment variables</extracomment>
        <translation>
            <numerusform>직접 지정 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n from the image</source>
        <extracomment>environment variables</extracomment>
        <translation>
            <numerusform>이미지에서 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>memory %1</source>
        <translation>메모리 %1</translation>
    </message>
    <message>
        <source>processors: %1</source>
        <translation>프로세서: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>프로세스 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>no limits</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>it is removed</source>
        <extracomment>a container that has ended</extracomment>
        <translation>삭제</translation>
    </message>
    <message>
        <source>it is kept</source>
        <translation>유지</translation>
    </message>
    <message>
        <source>confined to ids of its own</source>
        <translation>전용 ID로 격리</translation>
    </message>
    <message>
        <source>files cannot be changed</source>
        <translation>파일 변경 불가</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>네트워크</translation>
    </message>
    <message>
        <source>Resources</source>
        <extracomment>limits of a container: memory, processors</extracomment>
        <translation>자원</translation>
    </message>
    <message>
        <source>When it has ended</source>
        <extracomment>what happens to a container then</extracomment>
        <translation>종료 후</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>보안</translation>
    </message>
    <message>
        <source>Entry point</source>
        <translation>진입점</translation>
    </message>
    <message>
        <source>Working directory</source>
        <translation>작업 디렉터리</translation>
    </message>
    <message>
        <source>Keep standard input open</source>
        <translation>표준 입력 유지</translation>
    </message>
    <message>
        <source>Give it a terminal</source>
        <translation>터미널 연결</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>환경 변수</translation>
    </message>
    <message>
        <source>NAME=value, one a line</source>
        <translation>이름=값, 한 줄에 하나</translation>
    </message>
    <message>
        <source>own address behind a bridge</source>
        <translation>브리지, 전용 주소</translation>
    </message>
    <message>
        <source>that of this machine</source>
        <translation>이 컴퓨터의 네트워크</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>호스트 이름</translation>
    </message>
    <message>
        <source>Memory, at most</source>
        <translation>최대 메모리</translation>
    </message>
    <message>
        <source>no limit; 512m, 1.5g</source>
        <translation>제한 없음(예: 512m, 1.5g)</translation>
    </message>
    <message>
        <source>Processors, at most</source>
        <translation>최대 프로세서</translation>
    </message>
    <message>
        <source>no limit; 1.5</source>
        <translation>제한 없음(예: 1.5)</translation>
    </message>
    <message>
        <source>Processes, at most</source>
        <translation>최대 프로세스</translation>
    </message>
    <message>
        <source>no limit of its own</source>
        <translation>별도 제한 없음</translation>
    </message>
    <message>
        <source>Remove it, with what it has written</source>
        <translation>바뀐 파일과 함께 삭제</translation>
    </message>
    <message>
        <source>User</source>
        <translation>사용자</translation>
    </message>
    <message>
        <source>Its files cannot be changed</source>
        <translation>파일을 바꿀 수 없음</translation>
    </message>
</context>
<context>
    <name>onggi::SaveDialog</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>이미지 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>images</source>
        <extracomment>name of a file that several images are saved to</extracomment>
        <translation>이미지</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 will be written</source>
        <extracomment>%1: &quot;4 layers&quot;, %2: their bytes</extracomment>
        <translation>기록할 내용: %1, %2</translation>
    </message>
    <message>
        <source>%1, %2 before compression</source>
        <translation>%1, 압축 전 %2</translation>
    </message>
    <message>
        <source>An OCI image layout in one file, which docker, podman and skopeo read.</source>
        <translation>docker, podman, skopeo가 읽는 OCI 이미지 레이아웃 파일입니다.</translation>
    </message>
    <message>
        <source>The form that docker, podman and skopeo read.</source>
        <translation>docker, podman, skopeo가 읽는 형식입니다.</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>저장: %1</translation>
    </message>
    <message>
        <source>Save images</source>
        <translation>이미지 저장</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>Cancel saving</source>
        <translation>저장 취소</translation>
    </message>
    <message>
        <source>The images could not be saved</source>
        <translation>이미지를 저장하지 못했습니다</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>압축</translation>
    </message>
    <message>
        <source>none</source>
        <extracomment>compression</extracomment>
        <translation>없음</translation>
    </message>
    <message>
        <source>One of these images is gone.</source>
        <translation>삭제된 이미지가 있습니다.</translation>
    </message>
    <message>
        <source>This image is gone.</source>
        <translation>이 이미지는 삭제되었습니다.</translation>
    </message>
</context>
<context>
    <name>onggi::SignIn</name>
    <message>
        <source>somebody cancelled it</source>
        <translation>작업이 취소되었습니다</translation>
    </message>
</context>
<context>
    <name>onggi::SignInDialog</name>
    <message>
        <source>%1 is being asked…</source>
        <extracomment>%1: name of a registry</extracomment>
        <translation>레지스트리에 확인하는 중: %1…</translation>
    </message>
    <message>
        <source>Signed in with a token.</source>
        <translation>토큰으로 로그인되어 있습니다.</translation>
    </message>
    <message>
        <source>Signed in as %1.</source>
        <translation>로그인된 사용자: %1</translation>
    </message>
    <message>
        <source>Nobody is signed in there.</source>
        <translation>로그인되어 있지 않습니다.</translation>
    </message>
    <message>
        <source>Signed out.</source>
        <translation>로그아웃했습니다.</translation>
    </message>
    <message>
        <source>Another tool has signed in there, and can sign out.</source>
        <translation>다른 도구로 로그인되어 있으며, 그 도구로 로그아웃할 수 있습니다.</translation>
    </message>
    <message>
        <source>Kept in the desktop&apos;s keyring, where onggictl looks too.</source>
        <translation>onggictl에서도 찾는 데스크톱 키링에 보관합니다.</translation>
    </message>
    <message>
        <source>Kept for this user alone, where podman, skopeo and onggictl look too.</source>
        <translation>podman, skopeo, onggictl에서도 찾는 곳에 이 사용자만 읽을 수 있게 보관합니다.</translation>
    </message>
    <message>
        <source>Kept for this user alone.</source>
        <translation>이 사용자만 읽을 수 있게 보관합니다.</translation>
    </message>
    <message>
        <source>Signed in, but the desktop&apos;s keyring could not be opened</source>
        <translation>로그인했지만 데스크톱 키링을 열지 못했습니다</translation>
    </message>
    <message>
        <source>The credentials are kept in %1 instead.</source>
        <extracomment>%1: a file</extracomment>
        <translation>대신 자격 증명을 보관한 곳: %1</translation>
    </message>
    <message>
        <source>The credentials could not be read</source>
        <translation>자격 증명을 읽지 못했습니다</translation>
    </message>
    <message>
        <source>Signing in failed</source>
        <translation>로그인하지 못했습니다</translation>
    </message>
    <message>
        <source>Signing out failed</source>
        <translation>로그아웃하지 못했습니다</translation>
    </message>
    <message>
        <source>The registry does not take this user name with this password.</source>
        <translation>레지스트리가 이 사용자 이름과 암호를 받아들이지 않습니다.</translation>
    </message>
    <message>
        <source>Sign in to a registry</source>
        <translation>레지스트리 로그인</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>레지스트리</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>사용자 이름</translation>
    </message>
    <message>
        <source>Password or token</source>
        <translation>암호 또는 토큰</translation>
    </message>
    <message>
        <source>Accept plain HTTP, and certificates that do not verify</source>
        <translation>암호화되지 않은 HTTP와 확인할 수 없는 인증서 허용</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>로그아웃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>로그인</translation>
    </message>
</context>
<context>
    <name>onggi::SizeBar</name>
    <message>
        <source>Unique: %1, shared: %2</source>
        <translation>고유: %1, 공유: %2</translation>
    </message>
    <message>
        <source>Unique: %1
Shared: %2</source>
        <translation>고유: %1
공유: %2</translation>
    </message>
    <message>
        <source>Unique</source>
        <translation>고유</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>공유</translation>
    </message>
</context>
<context>
    <name>onggi::StackView</name>
    <message>
        <source>base</source>
        <translation>베이스</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>레이어 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>unique</source>
        <extracomment>bytes that no other image has</extracomment>
        <translation>고유</translation>
    </message>
    <message numerus="yes">
        <source>shared with %n</source>
        <translation>
            <numerusform>%n개와 공유</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::TagDialog</name>
    <message>
        <source>Tag %1</source>
        <translation>태그 추가: %1</translation>
    </message>
    <message>
        <source>This image is gone.</source>
        <translation>이 이미지는 삭제되었습니다.</translation>
    </message>
    <message>
        <source>The image could not be tagged</source>
        <translation>이미지에 태그를 추가하지 못했습니다</translation>
    </message>
    <message>
        <source>Tag an image</source>
        <translation>이미지에 태그 추가</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>새 태그</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Tag</source>
        <extracomment>verb: give the image one more tag</extracomment>
        <translation>태그 추가</translation>
    </message>
</context>
<context>
    <name>onggi::Tray</name>
    <message>
        <source>%1, %2</source>
        <extracomment>a transfer, and how far it is: &quot;Pull nginx:1.29, 40%&quot;
----------
containers: &quot;3 running, 1 stopped&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>the helper is not there</source>
        <translation>헬퍼가 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <comment>containers</comment>
        <translation>
            <numerusform>실행 중 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <comment>containers</comment>
        <translation>
            <numerusform>중지됨 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Pull…</source>
        <translation>가져오기…</translation>
    </message>
    <message>
        <source>Open Onggi</source>
        <translation>옹기 열기</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Running containers</source>
        <translation>실행 중인 컨테이너</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>%1 could not be stopped</source>
        <translation>중지하지 못함: %1</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>%1, paused</source>
        <extracomment>a transfer, how far it is, and that it is paused: &quot;Pull nginx:1.29, 40%, paused&quot;</extracomment>
        <translation>%1, 일시 중지됨</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>계속</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>일시 중지</translation>
    </message>
</context>
<context>
    <name>onggi::Typed</name>
    <message>
        <source>The name of an image has no spaces.</source>
        <translation>이미지 이름에는 공백을 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The name of an image begins with the registry, without https://.</source>
        <translation>이미지 이름은 https:// 없이 레지스트리로 시작합니다.</translation>
    </message>
    <message>
        <source>The name of an image is in lower case.</source>
        <translation>이미지 이름은 소문자로 씁니다.</translation>
    </message>
    <message>
        <source>A digest is “sha256:” and 64 digits or letters from a to f.</source>
        <translation>다이제스트는 “sha256:” 뒤에 숫자나 a–f 문자 64자리가 옵니다.</translation>
    </message>
    <message>
        <source>This is not the name of an image. Names look like nginx:1.29 or ghcr.io/owner/app:2.</source>
        <translation>이미지 이름이 아닙니다. 이름은 nginx:1.29나 ghcr.io/owner/app:2처럼 씁니다.</translation>
    </message>
    <message>
        <source>A tag has no digest.</source>
        <translation>태그에는 다이제스트를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>The image has this tag already.</source>
        <translation>이미지에 이미 이 태그가 있습니다.</translation>
    </message>
    <message>
        <source>%1: the tag moves here from the image %2.</source>
        <translation>%1: 다른 이미지에서 태그를 옮겨 옵니다(이전 이미지: %2).</translation>
    </message>
</context>
</TS>
