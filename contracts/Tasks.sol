// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICommunities} from "./interfaces/ICommunities.sol";
import {ICustodian} from "./interfaces/ICustodian.sol";
import {ITasks} from "./interfaces/ITasks.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {OperatorPromise} from "./libraries/OperatorPromise.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Tasks is ITasks, TwoForwarders {
    /// @dev One slot.
    struct Budget {
        uint16 day;
        uint96 issued;
    }

    uint32 private constant UNLIMITED = type(uint32).max;
    uint8 private constant MAX_OPEN = 10;
    uint8 private constant MAX_REVIEWERS = 5;
    uint32 private constant REVIEW_PERIOD = 3 days;
    /// @dev Time that a rejection leaves at least to hand in again.
    uint40 private constant AGAIN = 24 hours;
    /// @dev Submissions whose rejection leaves that time: with no end to them a claimant could hold a reward for ever.
    uint16 private constant CHANCES = 3;
    /// @dev Time that cancelling leaves to claims without a deadline.
    uint256 private constant NOTICE = 7 days;
    uint256 private constant STAFF = Roles.MODERATOR | Roles.ADMIN;

    ICommunities public immutable communities;

    mapping(address token => uint256) public taskCount;
    mapping(address token => uint256) public claimCount;
    mapping(address token => uint256) public escrowOf;
    mapping(address token => mapping(address member => uint256)) public openClaimsOf;
    mapping(address token => mapping(address member => uint256)) public completedBy;
    mapping(address token => Policy) private _policies;
    mapping(address token => mapping(uint256 task => Task)) private _tasks;
    mapping(address token => mapping(uint256 claim => Claim)) private _claims;
    /// @dev Who may not claim a task again.
    mapping(address token => mapping(uint256 task => mapping(address member => bool))) private _barred;
    /// @dev The round in which a reviewer voted last.
    mapping(address token => mapping(uint256 claim => mapping(address reviewer => uint256))) private _voted;
    mapping(address token => mapping(address admin => Budget)) private _budgets;

    constructor(address forwarder, address custodian_, ICommunities communities_) TwoForwarders(forwarder, custodian_) {
        communities = communities_;
    }

    /// @inheritdoc ITasks
    function setPolicy(address token, Policy calldata policy) external {
        _requireRole(token, _msgSender(), Roles.ADMIN);
        _policies[token] = policy;
        emit TaskPolicySet(token, policyOf(token));
    }

    // ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ITasks
    // From call data they would take more stack slots than there are.
    // solhint-disable-next-line gas-calldata-parameters
    function createTask(address token, Terms memory terms, bool issued) external returns (uint256 task) {
        require(communities.isCommunity(token), TasksNotCommunity(token));
        address creator = _msgSender();
        if (issued) _requireRole(token, creator, Roles.ADMIN);
        else require(!policyOf(token).staffOnly || communities.hasRole(token, creator, STAFF), TasksStaffOnly());
        _requireTerms(terms, issued);
        task = ++taskCount[token];
        Task storage t = _tasks[token][task];
        (t.creator, t.issued, t.epoch) = (creator, issued, _epoch());
        _setTerms(t, terms);
        t.left = terms.slots;
        if (terms.slots != UNLIMITED) _putUp(token, t, uint256(terms.reward) * terms.slots);
        emit TaskCreated(token, task, creator, issued, t.expiresAt, terms);
    }

    /// @inheritdoc ITasks
    // solhint-disable-next-line gas-calldata-parameters
    function editTask(address token, uint256 task, Terms memory terms) external {
        Task storage t = _tasks[token][task];
        _requireCreator(token, task, t);
        _requireTaking(task, t);
        _requireTerms(terms, t.issued);
        (uint256 held, uint256 needed) = _resize(t, terms.slots, terms.reward);
        _setTerms(t, terms);
        t.epoch = _epoch();
        if (needed > held) _putUp(token, t, needed - held);
        else _giveBack(token, t, held - needed);
        emit TaskEdited(token, task, t.expiresAt, terms);
    }

    /// @inheritdoc ITasks
    function cancelTask(address token, uint256 task) external {
        Task storage t = _tasks[token][task];
        address caller = _msgSender();
        require(t.creator != address(0), TasksUnknown(task));
        require(!t.cancelled, TasksClosed(task, 0));
        bool expired = t.expiresAt != 0 && block.timestamp >= t.expiresAt;
        require(
            expired || caller == t.creator || communities.hasRole(token, caller, Roles.ADMIN),
            TasksNotCreator(task, caller)
        );
        t.cancelled = true;
        // From here claims without a deadline have one.
        t.expiresAt = uint40(block.timestamp);
        uint256 returned = t.left == UNLIMITED ? 0 : uint256(t.terms.reward) * t.left;
        t.left = 0;
        _giveBack(token, t, returned);
        emit TaskCancelled(token, task, caller, returned);
    }

    // ── Claims ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ITasks
    function claimTask(address token, uint256 task) external returns (uint256 claim) {
        Task storage t = _tasks[token][task];
        address claimant = _msgSender();
        require(t.creator != address(0), TasksUnknown(task));
        require(!IToken(token).paused(), TasksPaused());
        _requireTaking(task, t);
        require(claimant != t.creator, TasksOwnTask());
        require(IToken(token).suspendedUntil(claimant) != MemberWord.BANNED, TasksBanned(claimant));
        uint256 most = policyOf(token).maxOpen;
        require(openClaimsOf[token][claimant] < most, TasksTooManyOpen(most));
        require(!_barred[token][task][claimant], TasksNotAgain(task));
        require(t.left != 0, TasksNoSlot(task));
        if (t.left == UNLIMITED) {
            require(OperatorPromise.binds(custodian, t.creator, t.epoch), TasksNotBinding(task, t.creator));
            _putUp(token, t, t.terms.reward);
        } else {
            t.left -= 1;
        }
        t.openClaims += 1;
        openClaimsOf[token][claimant] += 1;
        _barred[token][task][claimant] = true;
        claim = ++claimCount[token];
        Claim storage c = _claims[token][claim];
        (c.claimant, c.state, c.task, c.reward) = (claimant, State.Claimed, uint64(task), t.terms.reward);
        (c.reviewers, c.proofRequired, c.roleHash) = (t.terms.reviewers, t.terms.proofRequired, t.terms.roleHash);
        if (t.terms.hours_ != 0) c.deadline = uint40(block.timestamp + uint256(t.terms.hours_) * 1 hours);
        emit TaskClaimed(token, task, claimant, claim, c.deadline);
    }

    /// @inheritdoc ITasks
    function submitTask(address token, uint256 claim, bytes32 proofHash) external {
        Claim storage c = _requireClaimant(token, claim);
        require(c.state == State.Claimed || c.state == State.Rejected, TasksBadState(claim, c.state));
        uint256 deadline = _deadlineOf(token, c);
        require(deadline == 0 || block.timestamp <= deadline, TasksPastDeadline(deadline));
        require(!c.proofRequired || proofHash != bytes32(0), TasksProofRequired());
        c.state = State.Submitted;
        (c.approvals, c.rejections, c.escalated) = (0, 0, false);
        c.round += 1;
        c.submittedAt = uint40(block.timestamp);
        c.proofHash = proofHash;
        emit TaskSubmitted(token, c.task, claim, c.round, proofHash);
    }

    /// @inheritdoc ITasks
    function abandonTask(address token, uint256 claim) external {
        Claim storage c = _requireClaimant(token, claim);
        require(_isOpen(c), TasksBadState(claim, c.state));
        c.state = State.Abandoned;
        delete _barred[token][c.task][c.claimant];
        _free(token, claim, c, true);
    }

    /// @inheritdoc ITasks
    function expireTask(address token, uint256 claim) external {
        Claim storage c = _requireClaim(token, claim);
        require(c.state == State.Claimed || c.state == State.Rejected, TasksBadState(claim, c.state));
        uint256 deadline = _deadlineOf(token, c);
        require(deadline != 0, TasksNoDeadline(claim));
        require(block.timestamp > deadline, TasksTooEarly(deadline + 1));
        c.state = State.Expired;
        // Whoever lets it lapse may not hold the slot again.
        _tasks[token][c.task].expired += 1;
        _free(token, claim, c, false);
    }

    /// @inheritdoc ITasks
    function reviewTask(address token, uint256 claim, bool accept, bytes32 reasonHash) external {
        Claim storage c = _requireClaim(token, claim);
        require(c.state == State.Submitted, TasksBadState(claim, c.state));
        Task storage t = _tasks[token][c.task];
        address reviewer = _msgSender();
        require(
            reviewer != c.claimant && _mayReview(token, reviewer, t, c.escalated), TasksNotReviewer(claim, reviewer)
        );
        require(_voted[token][claim][reviewer] != c.round, TasksReviewed(claim, reviewer));
        require(!accept || !IToken(token).paused(), TasksPaused());
        _voted[token][claim][reviewer] = c.round;
        emit TaskReviewed(token, claim, reviewer, accept, c.round, reasonHash);
        uint256 needed = c.escalated ? 1 : c.reviewers;
        if (accept) {
            if (++c.approvals >= needed) _accept(token, claim, c, t);
        } else if (++c.rejections >= needed) {
            _reject(token, claim, c);
        }
    }

    /// @inheritdoc ITasks
    function escalateTask(address token, uint256 claim) external {
        Claim storage c = _requireClaimant(token, claim);
        require(c.state == State.Submitted && !c.escalated, TasksBadState(claim, c.state));
        uint256 from = uint256(c.submittedAt) + policyOf(token).reviewPeriod;
        require(block.timestamp >= from, TasksTooEarly(from));
        c.escalated = true;
        emit TaskEscalated(token, c.task, claim);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ITasks
    function policyOf(address token) public view returns (Policy memory policy) {
        policy = _policies[token];
        if (policy.maxOpen == 0) policy.maxOpen = MAX_OPEN;
        if (policy.reviewPeriod == 0) policy.reviewPeriod = REVIEW_PERIOD;
        if (policy.issueBudget == 0) {
            policy.issueBudget = uint96(uint256(IToken(token).caps().communityDay) * IToken(token).unit() / 10);
        }
    }

    /// @inheritdoc ITasks
    function taskOf(address token, uint256 task) external view returns (Task memory) {
        return _tasks[token][task];
    }

    /// @inheritdoc ITasks
    function claimOf(address token, uint256 claim) external view returns (Claim memory) {
        return _claims[token][claim];
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _accept(address token, uint256 claim, Claim storage c, Task storage t) private {
        c.state = State.Accepted;
        t.completed += 1;
        t.openClaims -= 1;
        openClaimsOf[token][c.claimant] -= 1;
        completedBy[token][c.claimant] += 1;
        if (t.terms.repeatable) delete _barred[token][c.task][c.claimant];
        uint256 reward = c.reward;
        escrowOf[token] -= reward;
        // What members pay each other makes nobody's standing: two friends could pass the same tokens to and fro.
        IToken(token).release(c.claimant, reward, t.issued);
        emit TaskAccepted(token, c.task, c.claimant, claim, reward, c.roleHash);
    }

    function _reject(address token, uint256 claim, Claim storage c) private {
        c.state = State.Rejected;
        uint40 again = uint40(block.timestamp) + AGAIN;
        uint256 deadline = _deadlineOf(token, c);
        if (deadline != 0 && deadline < again && c.round <= CHANCES) c.deadline = again;
        emit TaskRejected(token, c.task, claim, c.deadline);
    }

    /// @return held base units for free slots so far
    /// @return needed base units for those that are free from now on
    function _resize(Task storage t, uint32 slots, uint256 reward) private returns (uint256 held, uint256 needed) {
        uint32 left = t.left;
        require((slots == UNLIMITED) == (left == UNLIMITED), TasksBadTerms("slots"));
        if (left == UNLIMITED) return (0, 0);
        // Slots that are taken, or were used up, stay so.
        uint32 used = t.terms.slots - left;
        require(slots >= used, TasksBadTerms("slots"));
        t.left = slots - used;
        return (uint256(t.terms.reward) * left, reward * (slots - used));
    }

    /// @dev Gives the slot to others at the terms that hold now, or the reward back.
    function _free(address token, uint256 claim, Claim storage c, bool abandoned) private {
        Task storage t = _tasks[token][c.task];
        t.openClaims -= 1;
        openClaimsOf[token][c.claimant] -= 1;
        emit TaskFreed(token, c.task, claim, abandoned);
        // A slot of other terms would need another reward.
        if (t.cancelled || t.left == UNLIMITED || c.reward != t.terms.reward) {
            if (!t.cancelled && t.left != UNLIMITED) t.terms.slots -= 1;
            _giveBack(token, t, c.reward);
        } else {
            t.left += 1;
        }
    }

    /// @dev The Custodian's epoch where the operator acts for the caller.
    function _epoch() private view returns (uint32) {
        return _isCustodial() ? ICustodian(custodian).epoch() : 0;
    }

    function _putUp(address token, Task storage t, uint256 amount) private {
        escrowOf[token] += amount;
        if (!t.issued) {
            IToken(token).move(t.creator, address(this), amount, t.epoch != 0);
            return;
        }
        // An unlimited task goes on issuing: no longer than its creator may.
        _requireRole(token, t.creator, Roles.ADMIN);
        Budget storage budget = _budgets[token][t.creator];
        uint16 today = uint16(block.timestamp / 1 days);
        uint256 issued = budget.day == today ? budget.issued : 0;
        uint256 most = policyOf(token).issueBudget;
        uint256 left = most > issued ? most - issued : 0;
        require(amount <= left, TasksIssueBudget(left));
        (budget.day, budget.issued) = (today, uint96(issued + amount));
        IToken(token).award(address(this), amount);
    }

    function _giveBack(address token, Task storage t, uint256 amount) private {
        if (amount == 0) return;
        escrowOf[token] -= amount;
        if (t.issued) IToken(token).burn(address(this), amount, false);
        else IToken(token).release(t.creator, amount, false);
    }

    function _setTerms(Task storage t, Terms memory terms) private {
        t.terms = terms;
        t.expiresAt = terms.hours_ == 0 ? 0 : uint40(block.timestamp + uint256(terms.hours_) * 1 hours);
    }

    function _mayReview(address token, address reviewer, Task storage t, bool escalated) private view returns (bool) {
        if (t.issued) return communities.hasRole(token, reviewer, escalated ? Roles.ADMIN : STAFF);
        return reviewer == t.creator || (escalated && communities.hasRole(token, reviewer, STAFF));
    }

    /// @return deadline unix seconds, 0 where there is none
    function _deadlineOf(address token, Claim storage c) private view returns (uint256 deadline) {
        deadline = c.deadline;
        if (deadline != 0) return deadline;
        Task storage t = _tasks[token][c.task];
        // A creator who let claims run for ever still gets out.
        if (t.cancelled) deadline = t.expiresAt + NOTICE;
    }

    function _isOpen(Claim storage c) private view returns (bool) {
        return c.state == State.Claimed || c.state == State.Submitted || c.state == State.Rejected;
    }

    function _requireClaim(address token, uint256 claim) private view returns (Claim storage c) {
        c = _claims[token][claim];
        require(c.state != State.None, TasksUnknownClaim(claim));
    }

    function _requireClaimant(address token, uint256 claim) private view returns (Claim storage c) {
        c = _requireClaim(token, claim);
        address caller = _msgSender();
        require(caller == c.claimant, TasksNotClaimant(claim, caller));
    }

    function _requireCreator(address token, uint256 task, Task storage t) private view {
        address caller = _msgSender();
        require(t.creator != address(0), TasksUnknown(task));
        require(caller == t.creator, TasksNotCreator(task, caller));
        if (t.issued) _requireRole(token, caller, Roles.ADMIN);
    }

    function _requireTaking(uint256 task, Task storage t) private view {
        require(!t.cancelled, TasksClosed(task, 0));
        require(t.expiresAt == 0 || block.timestamp < t.expiresAt, TasksClosed(task, t.expiresAt));
    }

    function _requireRole(address token, address caller, uint256 role) private view {
        require(communities.hasRole(token, caller, role), TasksMissingRole(token, caller, role));
    }

    function _requireTerms(Terms memory terms, bool issued) private pure {
        require(terms.reward != 0, TasksBadTerms("reward"));
        require(terms.slots != 0, TasksBadTerms("slots"));
        require(terms.reviewers != 0 && terms.reviewers <= (issued ? MAX_REVIEWERS : 1), TasksBadTerms("reviewers"));
    }
}
