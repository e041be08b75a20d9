// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Achievements} from "../../../contracts/Achievements.sol";
import {Clans} from "../../../contracts/Clans.sol";
import {Communities} from "../../../contracts/Communities.sol";
import {Conduct} from "../../../contracts/Conduct.sol";
import {Earnings} from "../../../contracts/Earnings.sol";
import {IAchievements} from "../../../contracts/interfaces/IAchievements.sol";
import {IClans} from "../../../contracts/interfaces/IClans.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {IConduct} from "../../../contracts/interfaces/IConduct.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {ITokenTypes} from "../../../contracts/interfaces/ITokenTypes.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {vm} from "./Vm.sol";

/// @notice Members earn, found and change clans, are judged, appeal and claim achievements in two communities (the first
/// with clawback and resets); admins announce challenges, pause and disable modules; anybody counts, closes and pays;
/// strangers try. Keeps its own books of active days and memberships, as plain lists.
contract SocialHandler {
    /// Both days included; `until` 0 while it lasts.
    struct Stay {
        uint256 clan;
        uint256 since;
        uint256 until;
    }

    uint256 public constant MEMBERS = 6;
    uint256 public constant TOKENS = 2;
    uint256 public constant MARKS = 5;
    address private constant OPERATOR = address(0xc0);
    address private constant STRANGER = address(0xbad);
    address private constant MODERATOR = address(0xad);

    Communities public communities;
    Earnings public earnings;
    Clans public clans;
    Conduct public conduct;
    Achievements public achievements;
    IToken[TOKENS] public tokens;

    mapping(uint256 token => mapping(address member => mapping(uint256 day => bool))) public activeOn;
    mapping(uint256 token => mapping(address member => Stay[])) private _stays;
    mapping(uint256 token => mapping(uint256 challenge => uint256)) public paidOf;
    mapping(uint256 token => mapping(uint256 challenge => mapping(address member => bool))) private _paid;
    mapping(uint256 token => mapping(uint256 day => uint256)) public severeByOperator;
    mapping(uint256 badge => address) public claimedBy;

    bool public touchedAnother;
    bool public strangerSucceeded;
    bool public miscounted;
    bool public wronglyPaid;
    bool public dueFailed;
    bool public wronglyRewarded;
    uint256 public counted;
    uint256 public bonuses;
    uint256 public badges;
    uint256 public penalties;

    constructor(
        Communities communities_,
        Earnings earnings_,
        Clans clans_,
        Conduct conduct_,
        Achievements achievements_
    ) {
        (communities, earnings, clans, conduct, achievements) =
            (communities_, earnings_, clans_, conduct_, achievements_);
        address[] memory modules = new address[](4);
        (modules[0], modules[1]) = (address(earnings), address(clans));
        (modules[2], modules[3]) = (address(conduct), address(achievements));
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = ICommunities.Caps(0, 0, 2_000_000, 100_000, 500_000, 1_000_000, false);
            tokens[i] = IToken(
                communities.createCommunity(
                    ICommunities.NewCommunity("T", "T", 0, 0, i == 0, i == 0, caps, address(0), modules)
                )
            );
            address token = address(tokens[i]);
            earnings.setRates(
                token,
                ITokenTypes.Rates({
                    rewards: 1_000,
                    limits: 0,
                    streakBps: 0x2710271027102710,
                    tierBps: 0x2710271027102710,
                    seasonBps: 0,
                    registration: 0,
                    daily: 50_000,
                    grace: true,
                    counted: true
                })
            );
            communities.grantRoles(token, address(this), Roles.REPORTER);
            communities.grantRoles(token, MODERATOR, Roles.MODERATOR);
            conduct.setPolicy(token, IConduct.Policy(i == 0, 200, 1 days, 7 days));
            achievements.defineAchievement(token, IAchievements.Metric.Messages, 5, 50_000, "");
            achievements.defineAchievement(token, IAchievements.Metric.LifetimeEarned, 60_000, 100_000, "");
            achievements.defineAchievement(token, IAchievements.Metric.Streak, 2, 0, "");
            achievements.defineAchievement(token, IAchievements.Metric.Balance, 100_000, 70_000, "");
            achievements.defineAchievement(token, IAchievements.Metric.ActiveDays, 4, 200_000, "");
            _settle(i, address(this), 200);
        }
    }

    modifier on(uint256 token) {
        bytes32 other = _digest(1 - token % TOKENS);
        _;
        if (_digest(1 - token % TOKENS) != other) touchedAnother = true;
    }

    function memberAt(uint256 i) public pure returns (address) {
        return address(uint160(0x2000 + i % MEMBERS));
    }

    // --- earning and time ---

    /// Three at once, so that challenges have something to count.
    function earn(uint256 token, uint256 some, uint8 count) external on(token) {
        for (uint256 i; i < 3; ++i) {
            _settle(token % TOKENS, memberAt(some >> (8 * i)), 1 + count % 20);
        }
    }

    function wait(uint32 time) external {
        vm.warp(block.timestamp + (time % 3 == 0 ? time % 2 hours : time % 40 hours));
    }

    function toMidnight(bool after_) external {
        vm.warp((block.timestamp / 1 days + 1) * 1 days - (after_ ? 0 : 1));
    }

    // --- clans ---

    function createClan(uint256 token, uint256 who) external on(token) {
        token %= TOKENS;
        vm.prank(memberAt(who));
        try clans.createClan(address(tokens[token]), 0) returns (uint256 clan) {
            _stays[token][memberAt(who)].push(Stay(clan, _day(), 0));
        } catch {}
    }

    function enter(uint256 token, uint256 who, uint256 clan) external on(token) {
        token %= TOKENS;
        clan = 1 + clan % (clans.clanCount(address(tokens[token])) + 1);
        vm.prank(clans.clanOf(address(tokens[token]), clan).leader);
        try clans.invite(address(tokens[token]), clan, memberAt(who)) {} catch {}
        vm.prank(memberAt(who));
        try clans.joinClan(address(tokens[token]), clan) {
            _stays[token][memberAt(who)].push(Stay(clan, _day(), 0));
        } catch {}
    }

    function leave(uint256 token, uint256 who) external on(token) {
        token %= TOKENS;
        vm.prank(memberAt(who));
        try clans.leaveClan(address(tokens[token])) {
            _ended(token, memberAt(who));
        } catch {}
    }

    function expel(uint256 token, uint256 by, uint256 who) external on(token) {
        token %= TOKENS;
        vm.prank(memberAt(by));
        try clans.expel(address(tokens[token]), memberAt(who)) {
            _ended(token, memberAt(who));
        } catch {}
    }

    function setLeader(uint256 token, uint256 by, uint256 who) external on(token) {
        vm.prank(memberAt(by));
        try clans.setLeader(address(tokens[token % TOKENS]), memberAt(who)) {} catch {}
    }

    function dissolve(uint256 token, uint256 by, uint8 seldom) external on(token) {
        token %= TOKENS;
        if (seldom % 4 != 0) return;
        uint256 clan = clans.membershipOf(address(tokens[token]), memberAt(by)).clan;
        vm.prank(memberAt(by));
        try clans.dissolveClan(address(tokens[token])) {
            for (uint256 i; i < MEMBERS; ++i) {
                Stay[] storage stays = _stays[token][memberAt(i)];
                if (stays.length == 0) continue;
                Stay storage last = stays[stays.length - 1];
                if (last.clan == clan && last.until == 0) last.until = _day();
            }
        } catch {}
    }

    // --- challenges ---

    function createChallenge(uint256 token, uint8 from, uint8 days_, uint8 tallyDays, uint96 pool, bool issued)
        external
        on(token)
    {
        token %= TOKENS;
        _settle(token, address(this), 100);
        pool = issued ? pool % 50e18 : uint96(pool % (tokens[token].balanceOf(address(this)) + 1));
        uint16 firstDay = uint16(_day() + from % 3);
        try clans.createChallenge(
            address(tokens[token]), firstDay, 1 + days_ % 6, 1 + tallyDays % 4, pool, issued, 0
        ) {} catch {}
    }

    function cancelChallenge(uint256 token, uint256 challenge) external on(token) {
        try clans.cancelChallenge(address(tokens[token % TOKENS]), _challenge(token % TOKENS, challenge)) {} catch {}
    }

    /// Anybody, for some or all, and some of them twice.
    function tally(uint256 token, uint256 challenge, uint256 some, uint8 number) external on(token) {
        token %= TOKENS;
        challenge = _challenge(token, challenge);
        address[] memory members = _list(some, number);
        uint256[] memory before = new uint256[](members.length);
        for (uint256 i; i < members.length; ++i) {
            (before[i],) = clans.scoreOf(address(tokens[token]), challenge, members[i]);
        }
        vm.prank(STRANGER);
        try clans.tally(address(tokens[token]), challenge, members) {
            for (uint256 i; i < members.length; ++i) {
                (uint256 score,) = clans.scoreOf(address(tokens[token]), challenge, members[i]);
                if (before[i] != 0) {
                    if (score != before[i]) miscounted = true;
                } else if (score != _scoreByHand(token, challenge, members[i])) {
                    miscounted = true;
                } else if (score != 0) {
                    ++counted;
                }
            }
        } catch {}
    }

    /// What is due is paid, paused or disabled or not; never twice.
    function finish(uint256 token, uint256 challenge, uint256 some, uint8 number) external on(token) {
        token %= TOKENS;
        challenge = _challenge(token, challenge);
        vm.prank(STRANGER);
        try clans.close(address(tokens[token]), challenge) {} catch {}
        IClans.Challenge memory c = clans.challengeOf(address(tokens[token]), challenge);
        if (c.state != IClans.State.Closed) return;
        address[] memory members = _list(some, number);
        for (uint256 i; i < members.length; ++i) {
            _pay(token, challenge, c, members[i]);
        }
    }

    /// A challenge from its beginning to its end, which single steps seldom reach in their order.
    function contest(uint256 token, uint256 some, uint96 pool, bool issued, uint8 number) external {
        token %= TOKENS;
        communities.unpause(address(tokens[token]));
        this.createClan(token, some);
        this.createChallenge(token, 0, number, number, pool, issued);
        uint256 last = clans.challengeCount(address(tokens[token]));
        if (last == 0) return;
        this.earn(token, some, number);
        this.enter(token, some >> 8, clans.clanCount(address(tokens[token])));
        vm.warp(block.timestamp + (1 + uint256(number) % 6) * 1 days);
        this.tally(token, last - 1, some, number);
        vm.warp(block.timestamp + (1 + uint256(number) % 4) * 1 days);
        this.finish(token, last - 1, some, number);
    }

    // --- conduct ---

    function penalise(uint256 token, uint256 who, bool severe, uint8 how) external on(token) {
        token %= TOKENS;
        bool custodial = how % 3 == 0;
        severe = severe && how % 2 == 0;
        address member = memberAt(who);
        bytes memory call = severe
            ? abi.encodeCall(IConduct.ban, (address(tokens[token]), member, 0))
            : abi.encodeCall(IConduct.penalise, (address(tokens[token]), member, 0));
        vm.prank(custodial ? OPERATOR : MODERATOR);
        (bool ok,) = address(conduct).call(custodial ? abi.encodePacked(call, MODERATOR) : call);
        if (!ok) return;
        ++penalties;
        IConduct.Kind kind = conduct.penaltyOf(address(tokens[token]), conduct.penaltyCount(address(tokens[token]))).kind;
        if (custodial && (kind == IConduct.Kind.Reset || kind == IConduct.Kind.Ban)) ++severeByOperator[token][_day()];
    }

    function lift(uint256 token, uint256 penalty) external on(token) {
        address community = address(tokens[token % TOKENS]);
        penalty = 1 + penalty % (conduct.penaltyCount(community) + 1);
        vm.prank(conduct.penaltyOf(community, penalty).member);
        try conduct.appeal(community, penalty, 0) {} catch {}
        try conduct.lift(community, penalty, 0) {} catch {}
    }

    // --- achievements ---

    function claimAchievement(uint256 token, uint256 who, uint256 mark) external on(token) {
        token %= TOKENS;
        (address community, address member) = (address(tokens[token]), memberAt(who));
        mark = 1 + mark % MARKS;
        bool had = achievements.badgeOf(community, mark, member) != 0;
        uint256 before = tokens[token].balanceOf(member);
        vm.prank(member);
        try achievements.claimAchievement(community, mark) returns (uint256 badge) {
            uint256 reward = uint256(achievements.achievementOf(community, mark).reward) * 1e15;
            if (had || tokens[token].balanceOf(member) - before != reward) wronglyRewarded = true;
            claimedBy[badge] = member;
            ++badges;
        } catch {
            if (tokens[token].balanceOf(member) != before) wronglyRewarded = true;
        }
    }

    // --- staff and strangers ---

    function pause(uint256 token, bool paused, bool enabled, uint8 seldom) external on(token) {
        address community = address(tokens[token % TOKENS]);
        if (paused && seldom % 4 == 0) communities.pause(community);
        else communities.unpause(community);
        if (enabled || seldom % 8 != 0) communities.enableModule(community, address(clans));
        else communities.disableModule(community, address(clans));
    }

    function trespass(uint256 token, uint256 who, uint256 number, uint8 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        address member = memberAt(who);
        uint256 badge;
        bytes[8] memory calls = [
            abi.encodeCall(IClans.invite, (community, 1 + number % 5, STRANGER)),
            abi.encodeCall(IClans.joinClan, (community, 1 + number % 5)),
            abi.encodeCall(IClans.expel, (community, member)),
            abi.encodeCall(IClans.setLeader, (community, member)),
            abi.encodeCall(IClans.dissolveClan, (community)),
            abi.encodeCall(IClans.createChallenge, (community, uint16(_day()), 1, 1, 1, true, 0)),
            abi.encodeCall(IClans.cancelChallenge, (community, 1 + number % 8)),
            abi.encodeCall(IClans.leaveClan, (community))
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(clans).call(calls[how % 8]);
        IConduct.Policy memory policy = IConduct.Policy(false, 1, 1, 1);
        bytes[5] memory judged = [
            abi.encodeCall(IConduct.penalise, (community, member, 0)),
            abi.encodeCall(IConduct.ban, (community, member, 0)),
            abi.encodeCall(IConduct.appeal, (community, 1 + number % 20, 0)),
            abi.encodeCall(IConduct.lift, (community, 1 + number % 20, 0)),
            abi.encodeCall(IConduct.setPolicy, (community, policy))
        ];
        vm.prank(STRANGER);
        (bool judges,) = address(conduct).call(judged[how % 5]);
        // Not even whose badge it is may move it.
        address bearer = badges == 0 ? member : claimedBy[1 + number % badges];
        badge = badges == 0 ? 1 : 1 + number % badges;
        vm.prank(bearer);
        (bool moved,) =
            address(achievements).call(abi.encodeCall(achievements.transferFrom, (bearer, STRANGER, badge)));
        if (ok || judges || moved) strangerSucceeded = true;
    }

    // --- internal ---

    function _settle(uint256 token, address member, uint256 count) private {
        uint256[] memory reports = new uint256[](1);
        reports[0] = uint256(uint160(member)) << 96 | count << 32;
        uint64 next = earnings.nextSettlement(address(tokens[token]), address(this));
        try earnings.settle(address(tokens[token]), next, reports) {
            if (tokens[token].standingOf(member).activeDays & 1 != 0) activeOn[token][member][_day()] = true;
        } catch {}
    }

    function _pay(uint256 token, uint256 challenge, IClans.Challenge memory c, address member) private {
        (uint256 score,) = clans.scoreOf(address(tokens[token]), challenge, member);
        uint256 expected = score == 0 || _paid[token][challenge][member] ? 0 : uint256(c.pool) * score / c.total;
        uint256 before = tokens[token].balanceOf(member);
        address[] memory one = new address[](1);
        one[0] = member;
        vm.prank(STRANGER);
        try clans.payBonus(address(tokens[token]), challenge, one) {
            uint256 paid = tokens[token].balanceOf(member) - before;
            if (paid != expected) wronglyPaid = true;
            if (paid != 0) ++bonuses;
            paidOf[token][challenge] += paid;
            if (score != 0) _paid[token][challenge][member] = true;
        } catch {
            dueFailed = true;
        }
    }

    function _ended(uint256 token, address member) private {
        Stay[] storage stays = _stays[token][member];
        stays[stays.length - 1].until = _day();
    }

    /// Looks through every stay, and at every day.
    function _scoreByHand(uint256 token, uint256 challenge, address member) private view returns (uint256 score) {
        if (tokens[token].suspendedUntil(member) == type(uint48).max) return 0;
        IClans.Challenge memory c = clans.challengeOf(address(tokens[token]), challenge);
        Stay memory last;
        for (uint256 i; i < _stays[token][member].length; ++i) {
            if (_stays[token][member][i].since <= c.lastDay) last = _stays[token][member][i];
        }
        if (last.clan == 0) return 0;
        for (uint256 day = c.firstDay; day <= c.lastDay; ++day) {
            bool in_ = day >= last.since && (last.until == 0 || day <= last.until);
            if (in_ && activeOn[token][member][day]) ++score;
        }
    }

    function _list(uint256 some, uint8 number) private pure returns (address[] memory members) {
        members = new address[](3 + number % 8);
        for (uint256 i; i < members.length; ++i) {
            members[i] = memberAt(some >> (8 * i));
        }
    }

    function _challenge(uint256 token, uint256 seed) private view returns (uint256) {
        return 1 + seed % (clans.challengeCount(address(tokens[token])) + 1);
    }

    function _day() private view returns (uint256) {
        return block.timestamp / 1 days;
    }

    function _digest(uint256 token) private view returns (bytes32 digest) {
        IToken t = tokens[token];
        address community = address(t);
        digest = keccak256(
            abi.encode(t.totalSupply(), clans.escrowOf(community), clans.clanCount(community), clans.challengeCount(community), conduct.penaltyCount(community))
        );
        for (uint256 i; i < MEMBERS; ++i) {
            address member = memberAt(i);
            digest = keccak256(
                abi.encode(digest, t.balanceOf(member), t.suspendedUntil(member), clans.membershipOf(community, member))
            );
        }
    }
}
