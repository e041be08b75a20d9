// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IShop} from "./interfaces/IShop.sol";
import {IStash} from "./interfaces/IStash.sol";
import {IToken} from "./interfaces/IToken.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Stash is IStash, TwoForwarders, ReentrancyGuard {
    using Math for uint256;

    /// @dev Two slots. `token` zero: it is not held; `owner` zero: it is in the pool, at `place`.
    struct Holding {
        address token;
        uint64 place;
        address owner;
    }

    uint256 private constant MAX_LIST = 50;
    /// @dev What one draw takes must fit into any block, or it would hold up all that follow.
    uint256 private constant MAX_UNITS = 20;
    /// @dev The EVM knows the hashes of 256 blocks.
    uint256 private constant REVEAL_BLOCKS = 250;
    /// @dev Far more than those blocks take, so that no secret can be kept until the purchase is too late to be fulfilled.
    uint256 private constant MIN_TIME = 4 hours;
    /// @dev Settled by each reveal, so that a queue which was held up shrinks with every one.
    uint256 private constant PER_REVEAL = 2;
    uint256 private constant STAFF = Roles.FULFILLER | Roles.ADMIN;

    ICommunities public immutable communities;
    IShop public immutable shop;

    mapping(address token => Nft[]) private _pools;
    /// @dev Numbered from 1.
    mapping(address token => Commitment[]) private _commitments;
    mapping(address token => uint256) private _usedCommitments;
    mapping(address token => mapping(bytes32 seedHash => bool)) private _known;
    mapping(address token => uint256) public drawCount;
    mapping(address token => uint256) private _settled;
    /// @dev NFTs that open draws will take.
    mapping(address token => uint256) private _promised;
    mapping(address token => mapping(uint256 draw => Draw)) private _draws;
    mapping(address token => mapping(uint256 purchase => uint256)) public drawFor;
    mapping(address collection => mapping(uint256 id => Holding)) private _holdings;
    mapping(address token => uint256) public bondsOf;

    constructor(address forwarder, address custodian_, ICommunities communities_, IShop shop_)
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
        shop = shop_;
    }

    // ── Pool ───────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function deposit(address token, address collection, uint256[] calldata ids) external nonReentrant {
        address caller = _requireRole(token, STAFF);
        require(ids.length <= MAX_LIST, StashTooMany(MAX_LIST));
        _requireStill(token);
        for (uint256 i; i < ids.length; ++i) {
            uint256 id = ids[i];
            // One that is here already would be in two hands.
            require(_holdings[collection][id].token == address(0), StashNotReceived(collection, id));
            _holdings[collection][id] = Holding(token, uint64(_pools[token].length), address(0));
            _pools[token].push(Nft(collection, id));
            IERC721(collection).transferFrom(caller, address(this), id);
            require(IERC721(collection).ownerOf(id) == address(this), StashNotReceived(collection, id));
            emit Deposited(token, collection, id, caller);
        }
    }

    /// @inheritdoc IStash
    function withdrawPool(address token, address collection, uint256 id, address to) external nonReentrant {
        _requireRole(token, Roles.ADMIN);
        _requireStill(token);
        Holding memory holding = _holdings[collection][id];
        require(holding.token == token && holding.owner == address(0), StashNotInPool(collection, id));
        _takeOut(token, holding.place);
        delete _holdings[collection][id];
        emit PoolWithdrawn(token, collection, id, to);
        IERC721(collection).safeTransferFrom(address(this), to, id);
    }

    // ── Secrets ────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function commit(address token, bytes32[] calldata seedHashes, uint96 bond) external {
        address caller = _requireRole(token, STAFF);
        require(seedHashes.length <= MAX_LIST, StashTooMany(MAX_LIST));
        uint256 total = uint256(bond) * seedHashes.length;
        bondsOf[token] += total;
        IToken(token).move(caller, address(this), total, _isCustodial());
        for (uint256 i; i < seedHashes.length; ++i) {
            bytes32 seedHash = seedHashes[i];
            require(seedHash != bytes32(0), StashZeroSeed());
            // A secret that was revealed is none for a second draw.
            require(!_known[token][seedHash], StashSeedKnown(seedHash));
            _known[token][seedHash] = true;
            _commitments[token].push(Commitment(caller, uint40(block.timestamp), bond, seedHash));
            emit Committed(token, _commitments[token].length, caller, bond, seedHash);
        }
    }

    /// @inheritdoc IStash
    function cancelCommitment(address token, uint256 commitment) external {
        address caller = _msgSender();
        require(
            commitment > _usedCommitments[token] && commitment <= _commitments[token].length,
            StashNotCommitter(commitment, caller)
        );
        Commitment memory made = _commitments[token][commitment - 1];
        require(made.by == caller, StashNotCommitter(commitment, caller));
        delete _commitments[token][commitment - 1];
        emit CommitmentCancelled(token, commitment, caller, made.bond);
        _giveBond(token, caller, made.bond);
    }

    // ── Draws ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function requestDraw(address token, uint256 purchase) external nonReentrant returns (uint256 draw) {
        require(_isFulfiller(token), StashMissingRole(token, address(this), Roles.FULFILLER));
        IShop.Purchase memory bought = shop.purchaseOf(token, purchase);
        require(
            _isWaiting(bought) && shop.itemOf(token, bought.item).terms.kind == IShop.Fulfilment.Nft,
            StashNotRedeemable(purchase)
        );
        require(drawFor[token][purchase] == 0, StashRequested(purchase, drawFor[token][purchase]));
        require(block.timestamp + MIN_TIME <= bought.fulfilBy, StashTooLittleTime(bought.fulfilBy));
        uint16 units = bought.quantity - bought.returned;
        require(units <= MAX_UNITS, StashTooMany(MAX_UNITS));
        uint256 free = _pools[token].length - _promised[token];
        require(units <= free, StashPoolTooSmall(free));
        uint256 number = _nextCommitment(token);
        Commitment memory commitment = _commitments[token][number - 1];
        // What was committed knowing the purchase might have been chosen for it.
        require(commitment.committedAt < bought.boughtAt, StashNoSeed());
        uint256 needed = uint256(bought.unitPrice) * units;
        require(commitment.bond >= needed, StashBondTooLow(commitment.bond, needed));
        _promised[token] += units;
        _usedCommitments[token] = number;
        draw = ++drawCount[token];
        drawFor[token][purchase] = draw;
        uint64 target = uint64(block.number + 1);
        _draws[token][draw] = Draw(State.Open, units, uint64(purchase), uint64(number), target, 0);
        emit DrawRequested(token, draw, purchase, number, target);
    }

    /// @inheritdoc IStash
    function reveal(address token, uint256 draw, bytes32 seed) external nonReentrant {
        Draw storage d = _requireOpen(token, draw);
        require(
            keccak256(abi.encode(seed)) == _commitments[token][d.commitment - 1].seedHash, StashWrongSeed(draw)
        );
        uint256 target = d.targetBlock;
        require(block.number > target, StashTooEarly(target + 1));
        require(block.number <= target + REVEAL_BLOCKS, StashTooLate(target + REVEAL_BLOCKS));
        (d.state, d.random) = (State.Revealed, keccak256(abi.encode(seed, blockhash(target), token, draw)));
        emit Revealed(token, draw, seed, blockhash(target));
        _settle(token, PER_REVEAL);
    }

    /// @inheritdoc IStash
    function forfeit(address token, uint256 draw) external nonReentrant {
        Draw storage d = _requireOpen(token, draw);
        uint256 last = d.targetBlock + REVEAL_BLOCKS;
        require(block.number > last, StashTooEarly(last + 1));
        uint256 bond = _close(token, d, State.Forfeited);
        IShop.Purchase memory bought = shop.purchaseOf(token, d.purchase);
        emit DrawForfeited(token, draw, bought.buyer, bond);
        _giveBond(token, bought.buyer, bond);
        _refuse(token, d, bought);
        _settle(token, PER_REVEAL);
    }

    /// @inheritdoc IStash
    function settle(address token, uint256 most) external nonReentrant {
        _settle(token, most);
    }

    // ── What was won ───────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function reassign(address collection, uint256 id, address from, address to) external {
        Holding storage holding = _holdings[collection][id];
        require(holding.owner == from && from != address(0) && to != address(0), StashNotOwner(collection, id));
        require(IToken(holding.token).isModule(msg.sender), StashNotModule(msg.sender));
        holding.owner = to;
        emit Reassigned(holding.token, collection, id, from, to);
    }

    /// @inheritdoc IStash
    function withdraw(address collection, uint256 id, address to) external nonReentrant {
        address caller = _msgSender();
        require(_holdings[collection][id].owner == caller, StashNotOwner(collection, id));
        delete _holdings[collection][id];
        emit Withdrawn(collection, id, caller, to);
        IERC721(collection).safeTransferFrom(address(this), to, id);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IStash
    function poolSize(address token) external view returns (uint256) {
        return _pools[token].length;
    }

    /// @inheritdoc IStash
    function poolAt(address token, uint256 place) external view returns (Nft memory) {
        uint256 size = _pools[token].length;
        require(place < size, StashNoNft(place, size));
        return _pools[token][place];
    }

    /// @inheritdoc IStash
    function commitmentCount(address token) external view returns (uint256) {
        return _commitments[token].length;
    }

    /// @inheritdoc IStash
    function commitmentOf(address token, uint256 commitment) external view returns (Commitment memory) {
        require(commitment != 0 && commitment <= _commitments[token].length, StashNoCommitment(commitment));
        return _commitments[token][commitment - 1];
    }

    /// @inheritdoc IStash
    function commitmentsUsed(address token) external view returns (uint256) {
        return _usedCommitments[token];
    }

    /// @inheritdoc IStash
    function drawOf(address token, uint256 draw) external view returns (Draw memory) {
        return _draws[token][draw];
    }

    /// @inheritdoc IStash
    function nextDraw(address token) external view returns (uint256) {
        return _settled[token] + 1;
    }

    /// @inheritdoc IStash
    function ownerOf(address collection, uint256 id) external view returns (address owner, address token) {
        Holding memory holding = _holdings[collection][id];
        return (holding.owner, holding.token);
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @dev The last one takes the place of the one taken out.
    function _takeOut(address token, uint256 place) private returns (Nft memory nft) {
        Nft[] storage pool = _pools[token];
        nft = pool[place];
        Nft memory last = pool[pool.length - 1];
        pool[place] = last;
        _holdings[last.collection][last.id].place = uint64(place);
        pool.pop();
    }

    function _giveBond(address token, address to, uint256 amount) private {
        bondsOf[token] -= amount;
        IToken(token).release(to, amount, false);
    }

    /// @dev The oldest commitment that is neither used nor cancelled.
    function _nextCommitment(address token) private view returns (uint256 number) {
        number = _usedCommitments[token] + 1;
        uint256 end = (number + MAX_LIST).min(_commitments[token].length + 1);
        while (number < end && _commitments[token][number - 1].by == address(0)) ++number;
        require(number < end, StashNoSeed());
    }

    /// @dev Ends a draw one way or another.
    /// @return bond base units that it set free, still held here
    function _close(address token, Draw storage d, State state) private returns (uint256 bond) {
        d.state = state;
        _promised[token] -= d.units;
        return _commitments[token][d.commitment - 1].bond;
    }

    /// @dev Settles draws in the order in which they were asked for, up to the first that still waits for its secret.
    function _settle(address token, uint256 most) private {
        uint256 draw = _settled[token];
        uint256 last = drawCount[token].min(draw.saturatingAdd(most));
        while (draw < last && _draws[token][draw + 1].state != State.Open) {
            ++draw;
            _settled[token] = draw;
            if (_draws[token][draw].state == State.Revealed) _deliver(token, draw);
        }
    }

    function _deliver(address token, uint256 draw) private {
        Draw storage d = _draws[token][draw];
        IShop.Purchase memory bought = shop.purchaseOf(token, d.purchase);
        // Asked rather than tried: a call given too little gas would fail, and its caller choose the outcome.
        if (
            !_isWaiting(bought) || bought.quantity - bought.returned != d.units || block.timestamp > bought.fulfilBy
                || !_isFulfiller(token)
        ) return _void(token, draw, d, bought);
        uint256 bond = _close(token, d, State.Drawn);
        for (uint256 i; i < d.units; ++i) {
            uint256 size = _pools[token].length;
            Nft memory nft = _takeOut(token, uint256(keccak256(abi.encode(d.random, i))) % size);
            _holdings[nft.collection][nft.id] = Holding(token, 0, bought.buyer);
            emit Won(token, bought.buyer, draw, nft.collection, nft.id, size);
        }
        _giveBond(token, _commitments[token][d.commitment - 1].by, bond);
        shop.fulfil(token, d.purchase);
    }

    /// @dev Who could see the outcome may have asked for this: it costs the bond, and nobody gains from it.
    function _void(address token, uint256 draw, Draw storage d, IShop.Purchase memory bought) private {
        uint256 bond = _close(token, d, State.Void);
        emit DrawVoided(token, draw, bought.buyer, bond);
        bondsOf[token] -= bond;
        IToken(token).burn(address(this), bond, false);
        _refuse(token, d, bought);
    }

    /// @dev Has the buyer refunded in full, unless that happened. Without the role the buyer alone can, after the deadline.
    function _refuse(address token, Draw storage d, IShop.Purchase memory bought) private {
        if (!_isWaiting(bought) || !_isFulfiller(token)) return;
        shop.refuse(token, d.purchase, _commitments[token][d.commitment - 1].seedHash);
    }

    function _isWaiting(IShop.Purchase memory bought) private pure returns (bool) {
        return bought.state == IShop.State.Requested && bought.returned < bought.quantity;
    }

    function _isFulfiller(address token) private view returns (bool) {
        return communities.hasRole(token, address(this), Roles.FULFILLER);
    }

    function _requireOpen(address token, uint256 draw) private view returns (Draw storage d) {
        d = _draws[token][draw];
        require(d.state == State.Open, StashNotOpen(draw));
    }

    function _requireStill(address token) private view {
        uint256 open = drawCount[token] - _settled[token];
        require(open == 0, StashDrawsOpen(open));
    }

    function _requireRole(address token, uint256 role) private view returns (address caller) {
        caller = _msgSender();
        require(communities.hasRole(token, caller, role), StashMissingRole(token, caller, role));
    }
}
