// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../../contracts/Communities.sol";
import {Earnings} from "../../../contracts/Earnings.sol";
import {Tasks} from "../../../contracts/Tasks.sol";
import {ICommunities} from "../../../contracts/interfaces/ICommunities.sol";
import {ITasks} from "../../../contracts/interfaces/ITasks.sol";
import {IToken} from "../../../contracts/interfaces/IToken.sol";
import {ITokenTypes} from "../../../contracts/interfaces/ITokenTypes.sol";
import {Roles} from "../../../contracts/libraries/Roles.sol";
import {vm} from "./Vm.sol";

/// @notice Members earn, create tasks from their balance, edit, cancel, claim, hand in, give up, review and escalate in two
/// communities; the admin has rewards issued, appoints and dissolves reviewers, and pauses; strangers try. Keeps
/// its own books of votes and of what was paid.
contract TasksHandler {
    uint256 public constant MEMBERS = 5;
    uint256 public constant TOKENS = 2;
    uint32 public constant UNLIMITED = type(uint32).max;
    address private constant STRANGER = address(0xbad);

    Communities public communities;
    Earnings public earnings;
    Tasks public tasks;
    IToken[TOKENS] public tokens;

    mapping(uint256 token => mapping(uint256 claim => uint256)) public payments;
    mapping(uint256 token => uint256) public paid;
    mapping(bytes32 vote => bool) private _voted;

    bool public touchedAnother;
    bool public strangerSucceeded;
    bool public exitFailed;
    bool public wronglyPaid;
    bool public wronglyVoted;
    bool public termsChanged;

    constructor(Communities communities_, Earnings earnings_, Tasks tasks_) {
        (communities, earnings, tasks) = (communities_, earnings_, tasks_);
        address[] memory modules = new address[](2);
        (modules[0], modules[1]) = (address(earnings), address(tasks));
        for (uint256 i; i < TOKENS; ++i) {
            ICommunities.Caps memory caps = ICommunities.Caps(0, 0, type(uint48).max, 100_000, 500_000, 1_000_000, false);
            tokens[i] = IToken(
                communities.createCommunity(
                    ICommunities.NewCommunity("T", "T", i == 0 ? 0 : uint96(2_000e18), 0, i == 0, false, caps, address(0), modules)
                )
            );
            address token = address(tokens[i]);
            earnings.setRates(
                token,
                ITokenTypes.Rates({
                    rewards: 100_000,
                    limits: 0,
                    streakBps: 0x4e203a9830d42af8,
                    tierBps: 0x3a9830d42af82710,
                    seasonBps: 0,
                    registration: 300_000,
                    daily: 50_000,
                    grace: true,
                    counted: false
                })
            );
            communities.grantRoles(token, memberAt(0), Roles.MODERATOR);
            communities.grantRoles(token, memberAt(1), Roles.MODERATOR);
            for (uint256 j; j < MEMBERS; ++j) {
                _earn(i, j, 3);
            }
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

    // --- tasks ---

    function create(uint256 token, uint256 who, uint256 seed) external on(token) {
        address community = address(tokens[token % TOKENS]);
        vm.prank(memberAt(who));
        try tasks.createTask(community, _terms(seed, false), false) {} catch {}
    }

    function issue(uint256 token, uint256 seed) external on(token) {
        try tasks.createTask(address(tokens[token % TOKENS]), _terms(seed, true), true) {} catch {}
    }

    /// What is claimed keeps its reward, reviewers and deadline.
    function edit(uint256 token, uint256 task, uint256 seed) external on(token) {
        address community = address(tokens[token % TOKENS]);
        task = _task(community, task);
        ITasks.Task memory t = tasks.taskOf(community, task);
        bytes32 before = _claimsDigest(community);
        vm.prank(t.creator);
        try tasks.editTask(community, task, _terms(seed, t.issued)) {} catch {}
        if (_claimsDigest(community) != before) termsChanged = true;
    }

    /// Who put rewards up gets those of free slots back, at any time.
    function cancel(uint256 token, uint256 task) external on(token) {
        address community = address(tokens[token % TOKENS]);
        task = _task(community, task);
        ITasks.Task memory t = tasks.taskOf(community, task);
        if (t.creator == address(0) || t.cancelled) return;
        uint256 due = t.left == UNLIMITED ? 0 : uint256(t.terms.reward) * t.left;
        uint256 before = IToken(community).balanceOf(t.creator);
        bytes32 claims = _claimsDigest(community);
        vm.prank(t.creator);
        try tasks.cancelTask(community, task) {
            if (IToken(community).balanceOf(t.creator) != before + (t.issued ? 0 : due)) wronglyPaid = true;
        } catch {
            exitFailed = true;
        }
        if (_claimsDigest(community) != claims) termsChanged = true;
    }

    // --- claims ---

    function claim(uint256 token, uint256 task, uint256 who) external on(token) {
        address community = address(tokens[token % TOKENS]);
        task = _task(community, task);
        vm.prank(memberAt(who));
        try tasks.claimTask(community, task) {} catch {}
    }

    function submit(uint256 token, uint256 number, bytes32 proof) external on(token) {
        address community = address(tokens[token % TOKENS]);
        number = _claim(community, number);
        vm.prank(tasks.claimOf(community, number).claimant);
        try tasks.submitTask(community, number, proof) {} catch {}
    }

    function abandon(uint256 token, uint256 number) external on(token) {
        address community = address(tokens[token % TOKENS]);
        number = _claim(community, number);
        ITasks.Claim memory c = tasks.claimOf(community, number);
        if (!isOpen(c.state)) return;
        vm.prank(c.claimant);
        try tasks.abandonTask(community, number) {}
        catch {
            exitFailed = true;
        }
    }

    function expire(uint256 token, uint256 number) external on(token) {
        address community = address(tokens[token % TOKENS]);
        number = _claim(community, number);
        vm.prank(STRANGER);
        try tasks.expireTask(community, number) {} catch {}
    }

    function escalate(uint256 token, uint256 number) external on(token) {
        address community = address(tokens[token % TOKENS]);
        number = _claim(community, number);
        vm.prank(tasks.claimOf(community, number).claimant);
        try tasks.escalateTask(community, number) {} catch {}
    }

    /// By a member, the creator, the claimant or the admin, whoever of them may.
    function review(uint256 token, uint256 number, uint256 who, bool accept) external on(token) {
        token %= TOKENS;
        number = _claim(address(tokens[token]), number);
        ITasks.Claim memory c = tasks.claimOf(address(tokens[token]), number);
        address reviewer = memberAt(who);
        if (who % 7 == 5) reviewer = tasks.taskOf(address(tokens[token]), c.task).creator;
        if (who % 7 == 6) reviewer = address(this);
        _review(token, number, reviewer, accept);
        // Again at once, as somebody in a hurry would.
        _review(token, number, reviewer, accept);
    }

    // --- the community ---

    function setPolicy(uint256 token, bool staffOnly, uint8 maxOpen, uint32 period) external on(token) {
        try tasks.setPolicy(address(tokens[token % TOKENS]), ITasks.Policy(staffOnly, maxOpen % 4, period % 2 days, 0)) {}
        catch {}
    }

    function appoint(uint256 token, uint256 who, bool granted) external on(token) {
        address community = address(tokens[token % TOKENS]);
        if (granted) communities.grantRoles(community, memberAt(who), Roles.MODERATOR);
        else communities.revokeRoles(community, memberAt(who), Roles.MODERATOR);
    }

    function pause(uint256 token, uint256 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        // Mostly open: little happens in what is closed.
        if (how % 4 == 0) communities.pause(community);
        else communities.unpause(community);
    }

    function earn(uint256 token, uint256 who, uint8 count) external on(token) {
        _earn(token % TOKENS, who, count);
    }

    function wait(uint256 token, uint32 time) external on(token) {
        vm.warp(block.timestamp + (time % 2 == 0 ? time % 3 hours : time % 3 days));
    }

    function trespass(uint256 token, uint256 task, uint256 number, uint8 how) external on(token) {
        address community = address(tokens[token % TOKENS]);
        task = _task(community, task);
        number = _claim(community, number);
        ITasks.Terms memory terms = _terms(0, true);
        uint40 expiresAt = tasks.taskOf(community, task).expiresAt;
        bool ended = expiresAt != 0 && block.timestamp >= expiresAt;
        bytes[10] memory calls = [
            abi.encodeCall(ITasks.setPolicy, (community, ITasks.Policy(true, 1, 1, 1))),
            abi.encodeCall(ITasks.createTask, (community, terms, true)),
            abi.encodeCall(ITasks.createTask, (community, terms, false)),
            abi.encodeCall(ITasks.createTask, (STRANGER, terms, true)),
            abi.encodeCall(ITasks.editTask, (community, task, terms)),
            abi.encodeCall(ITasks.submitTask, (community, number, bytes32("proof"))),
            abi.encodeCall(ITasks.abandonTask, (community, number)),
            abi.encodeCall(ITasks.reviewTask, (community, number, how % 2 == 0, 0)),
            abi.encodeCall(ITasks.escalateTask, (community, number)),
            abi.encodeCall(ITasks.cancelTask, (community, ended ? type(uint256).max : task))
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(tasks).call(calls[how % calls.length]);
        vm.prank(STRANGER);
        (bool released,) = community.call(abi.encodeCall(tokens[0].release, (STRANGER, 1, true)));
        if (ok || released) strangerSucceeded = true;
    }

    // --- books ---

    function isOpen(ITasks.State state) public pure returns (bool) {
        return state == ITasks.State.Claimed || state == ITasks.State.Submitted || state == ITasks.State.Rejected;
    }

    function _review(uint256 token, uint256 number, address reviewer, bool accept) private {
        address community = address(tokens[token]);
        ITasks.Claim memory c = tasks.claimOf(community, number);
        bytes32 vote = keccak256(abi.encode(token, number, c.round, reviewer));
        uint256 before = IToken(community).balanceOf(c.claimant);
        uint256 lifetime = IToken(community).standingOf(c.claimant).lifetimeEarned;
        vm.prank(reviewer);
        try tasks.reviewTask(community, number, accept, 0) {
            if (reviewer == c.claimant || _voted[vote]) wronglyVoted = true;
            _voted[vote] = true;
        } catch {}
        uint256 gained = IToken(community).balanceOf(c.claimant) - before;
        uint256 raised = IToken(community).standingOf(c.claimant).lifetimeEarned - lifetime;
        bool accepted =
            c.state != ITasks.State.Accepted && tasks.claimOf(community, number).state == ITasks.State.Accepted;
        if (gained != (accepted ? c.reward : 0)) wronglyPaid = true;
        // What members pay each other makes nobody's standing.
        if (raised != (accepted && tasks.taskOf(community, c.task).issued ? c.reward : 0)) wronglyPaid = true;
        if (accepted) {
            ++payments[token][number];
            paid[token] += gained;
        }
    }

    function _earn(uint256 token, uint256 who, uint8 count) private {
        uint256[] memory reports = new uint256[](1);
        reports[0] = uint256(uint160(memberAt(who))) << 96 | uint256(1 + count % 4) << 32 | 1;
        uint64 next = earnings.nextSettlement(address(tokens[token]), address(this));
        try earnings.settle(address(tokens[token]), next, reports) {} catch {}
    }

    function _terms(uint256 seed, bool issued) private pure returns (ITasks.Terms memory) {
        return ITasks.Terms({
            reward: uint96((1 + seed % 4) * 1e18),
            slots: seed % 5 == 4 ? UNLIMITED : uint32(1 + seed / 8 % 3),
            hours_: uint16(seed / 32 % 3 * 20),
            reviewers: issued ? uint8(1 + seed / 128 % 3) : 1,
            proofRequired: seed / 512 % 2 == 1,
            repeatable: seed / 1024 % 4 != 0,
            roleHash: 0,
            textHash: bytes32(seed)
        });
    }

    /// @dev One of the latest few: what is long over changes seldom.
    function _task(address community, uint256 seed) private view returns (uint256) {
        return _recent(tasks.taskCount(community), seed);
    }

    function _claim(address community, uint256 seed) private view returns (uint256) {
        return _recent(tasks.claimCount(community), seed);
    }

    function _recent(uint256 count, uint256 seed) private pure returns (uint256) {
        if (count == 0) return 1;
        return count - seed % (count < 6 ? count : 6);
    }

    function _claimsDigest(address community) private view returns (bytes32 digest) {
        for (uint256 number = 1; number <= tasks.claimCount(community); ++number) {
            digest = keccak256(abi.encode(digest, tasks.claimOf(community, number)));
        }
    }

    function _digest(uint256 token) private view returns (bytes32 digest) {
        IToken t = tokens[token];
        address community = address(t);
        digest = keccak256(abi.encode(t.totalSupply(), t.paused(), tasks.escrowOf(community), tasks.policyOf(community)));
        uint256 count = tasks.taskCount(community);
        // The latest few stand for all: a task is changed by its own verbs alone.
        for (uint256 task = count > 6 ? count - 6 : 0; task <= count; ++task) {
            digest = keccak256(abi.encode(digest, tasks.taskOf(community, task)));
        }
        count = tasks.claimCount(community);
        for (uint256 number = count > 6 ? count - 6 : 0; number <= count; ++number) {
            digest = keccak256(abi.encode(digest, tasks.claimOf(community, number)));
        }
        for (uint256 i; i < MEMBERS; ++i) {
            address member = memberAt(i);
            digest = keccak256(abi.encode(digest, t.balanceOf(member), tasks.openClaimsOf(community, member)));
        }
    }
}
